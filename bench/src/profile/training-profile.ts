import { z } from 'zod';

const operatorTimeSchema = z.strictObject({
  operator: z.string(),
  milliseconds: z.number(),
});

/** What training a recipe costs on the backend `onnx`. */
export const trainingProfileSchema = z.strictObject({
  recipe: z.string(),
  batchSize: z.int(),
  /** Median over the steps. */
  stepMilliseconds: z.number(),
  imagesPerSecond: z.number(),
  /** The most memory that the process held while it trained, the data set included. */
  peakMemoryBytes: z.int(),
  /** A step's time by ONNX operator, the costliest first, under the profiler. */
  operators: z.array(operatorTimeSchema),
});

export type TrainingProfile = z.output<typeof trainingProfileSchema>;
/** The time that an ONNX operator takes in a step, all its nodes together. */
export type OperatorTime = z.output<typeof operatorTimeSchema>;
