import { join } from 'node:path';
import * as z from 'zod/mini';
import { machineSchema, readJson, writeJson } from './results-file.js';

/** The fields of every contestant. */
const contestant = {
  name: z.string(),
  /** Whether it is part of this project. */
  kind: z.enum(['ours', 'peer']),
  description: z.string(),
  batchSize: z.int(),
};

const throughputSchema = z.strictObject({
  ...contestant,
  /** Median of the rounds. */
  imagesPerSecond: z.number(),
  rounds: z.array(z.number()),
});

const latencySchema = z.strictObject({
  ...contestant,
  /** Median over all predictions. */
  medianMilliseconds: z.number(),
  percentile99Milliseconds: z.number(),
  /** The median of each round. */
  rounds: z.array(z.number()),
});

const ratioSchema = z.strictObject({
  ours: z.string(),
  peer: z.string(),
  /** How many times as fast ours is: the median of the ratios of all rounds. */
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
  /** Many images at once. */
  batch: z.strictObject({ contestants: z.array(throughputSchema), ratios: z.array(ratioSchema) }),
});

/** One run of `npm start` in a new process. */
const startRunSchema = z.strictObject({
  backend: z.string(),
  recipe: z.string(),
  epochs: z.int(),
  seed: z.int(),
  /** From the start of the process to its end, when the model is saved. */
  processSeconds: z.number(),
  trainSeconds: z.number(),
  peakMemoryBytes: z.int(),
  /** Over all test pairs, as fractions. */
  accuracy: z.strictObject({ digit: z.number(), sum: z.number() }),
});

/** The cost of training a recipe on the backend `onnx`. */
export const trainingProfileSchema = z.strictObject({
  recipe: z.string(),
  batchSize: z.int(),
  /** Median over the steps. */
  stepMilliseconds: z.number(),
  imagesPerSecond: z.number(),
  /** The most memory that the process used while it trained, including the data set. */
  peakMemoryBytes: z.int(),
  /** Time per step of each ONNX operator, all its nodes together, under the profiler; the slowest first. */
  operators: z.array(z.strictObject({ operator: z.string(), milliseconds: z.number() })),
});

/** A contestant that cannot take part on this machine, and why. */
const absentSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['ours', 'peer']),
  reason: z.string(),
});

/** The content of `results/speed.json`. */
const speedSchema = z.strictObject({
  machine: machineSchema,
  /** How many cores were busy with other work in the second before a part was measured: the maximum over the parts. */
  busyCores: z.number(),
  absent: z.array(absentSchema),
  training: z.array(trainingContestSchema),
  prediction: predictionContestSchema,
  /** The shortest training that reaches {@link TARGET_ACCURACY} on the test set, with several seeds. */
  toAccuracy: z.array(startRunSchema),
  /** The default training on each backend. */
  defaultRuns: z.array(startRunSchema),
  profile: z.array(trainingProfileSchema),
});

export type Speed = z.output<typeof speedSchema>;
/** What was measured, perhaps only some of the parts. */
export type MeasuredSpeed = Partial<Speed> & Pick<Speed, 'machine' | 'busyCores' | 'absent'>;
export type Throughput = z.output<typeof throughputSchema>;
export type Latency = z.output<typeof latencySchema>;
export type Ratio = z.output<typeof ratioSchema>;
export type TrainingContest = z.output<typeof trainingContestSchema>;
export type PredictionContest = z.output<typeof predictionContestSchema>;
export type StartRun = z.output<typeof startRunSchema>;
export type TrainingProfile = z.output<typeof trainingProfileSchema>;
export type Absent = z.output<typeof absentSchema>;

/** The accuracy that digit and sum reach in `toAccuracy`. */
export const TARGET_ACCURACY = 0.99;

const FILE = 'speed.json';

export function readSpeed(folder: string): Speed {
  return readJson(join(folder, FILE), speedSchema);
}

export function writeSpeed(folder: string, speed: Speed): void {
  writeJson(join(folder, FILE), speed);
}
