import { z } from 'zod';
import { absentSchema } from '../contest/contestant.js';
import { machineSchema } from '../machine.js';
import { trainingProfileSchema } from '../profile/training-profile.js';

/** What is said of every contestant. */
const entry = {
  name: z.string(),
  kind: z.enum(['ours', 'peer']),
  description: z.string(),
  batchSize: z.int(),
};

const throughputSchema = z.strictObject({
  ...entry,
  /** Median of the rounds. */
  imagesPerSecond: z.number(),
  rounds: z.array(z.number()),
});

const latencySchema = z.strictObject({
  ...entry,
  /** Over all predictions. */
  medianMilliseconds: z.number(),
  percentile99Milliseconds: z.number(),
  /** The median of each round. */
  rounds: z.array(z.number()),
});

const ratioSchema = z.strictObject({
  ours: z.string(),
  peer: z.string(),
  /** How many times as fast ours is: the median over the rounds of what both did in one. */
  ratio: z.number(),
});

const trainingContestSchema = z.strictObject({
  recipe: z.string(),
  parameters: z.int(),
  contestants: z.array(throughputSchema),
  ratios: z.array(ratioSchema),
});

const predictionContestSchema = z.strictObject({
  recipe: z.string(),
  /** One image after the other. */
  single: z.strictObject({ contestants: z.array(latencySchema), ratios: z.array(ratioSchema) }),
  /** Many at once. */
  batch: z.strictObject({ contestants: z.array(throughputSchema), ratios: z.array(ratioSchema) }),
});

/** A run of `npm start`, in a process of its own from nothing. */
const startRunSchema = z.strictObject({
  backend: z.string(),
  recipe: z.string(),
  epochs: z.int(),
  seed: z.int(),
  /** From the start of the process to its end, the model saved. */
  processSeconds: z.number(),
  trainSeconds: z.number(),
  peakMemoryBytes: z.int(),
  /** Over all test pairs. */
  digitAccuracy: z.number(),
  sumAccuracy: z.number(),
});

/** The content of `results/speed.json`. */
export const speedSchema = z.strictObject({
  machine: machineSchema,
  /** How many cores were busy with other things, in the second before a part was measured; the most of all parts. */
  busyCores: z.number(),
  absent: z.array(absentSchema),
  training: z.array(trainingContestSchema),
  prediction: predictionContestSchema,
  /** What is trained until both accuracies are 0.99 on the test set, with several seeds. */
  toAccuracy: z.array(startRunSchema),
  /** The default training on each backend. */
  defaultRuns: z.array(startRunSchema),
  profile: z.array(trainingProfileSchema),
});

export type Speed = z.output<typeof speedSchema>;
export type Throughput = z.output<typeof throughputSchema>;
export type Latency = z.output<typeof latencySchema>;
export type Ratio = z.output<typeof ratioSchema>;
export type TrainingContest = z.output<typeof trainingContestSchema>;
export type PredictionContest = z.output<typeof predictionContestSchema>;
export type StartRun = z.output<typeof startRunSchema>;

/** The accuracy on both outputs that `toAccuracy` is about. */
export const TARGET_ACCURACY = 0.99;
