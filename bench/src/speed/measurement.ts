import { z } from 'zod';
import { machineSchema } from '../machine.js';

const operatorTimeSchema = z.strictObject({
  operator: z.string(),
  milliseconds: z.number(),
});

export const trainingMeasurementSchema = z.strictObject({
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

/** The content of `results/speed.json`. */
export const speedSchema = z.strictObject({
  machine: machineSchema,
  training: z.array(trainingMeasurementSchema),
});

/** What training a recipe costs on a machine. */
export type TrainingMeasurement = z.output<typeof trainingMeasurementSchema>;
/** The time that an ONNX operator takes in a step, all its nodes together. */
export type OperatorTime = z.output<typeof operatorTimeSchema>;
export type Speed = z.output<typeof speedSchema>;
