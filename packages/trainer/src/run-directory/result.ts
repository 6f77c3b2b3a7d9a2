import { scoresSchema } from '@mnist-adder/model/spec';
import * as z from 'zod/mini';
import { additionEvaluationSchema } from '../task/image-sums/evaluate-addition.js';
import { parseRunFile, readRunFile } from './run-file.js';

const seconds = z.number().check(z.gte(0));

/** Seconds by what a run does, in order. */
const phaseSecondsSchema = z.strictObject({
  data: seconds.check(z.describe('reading the data')),
  start: seconds.check(z.describe('building the model, and recording and compiling its step and its prediction')),
  steps: seconds.check(z.describe('training steps')),
  validation: seconds.check(z.describe('predicting the validation set after each epoch')),
  checkpoints: seconds.check(z.describe('writing checkpoints')),
  test: seconds.check(z.describe('predicting and analysing the test set')),
});

/** The schema of `result.json`, which a finished run has. */
export const runResultSchema = z.strictObject({
  recipe: z.string().check(z.describe("the recipe's id")),
  backend: z.string().check(z.describe("the backend's name")),
  seed: z.int(),
  epochs: z.int(),
  parameters: z.int().check(z.describe("all numbers in the model's weights, frozen ones included")),
  trainSeconds: seconds.check(z.describe('seconds in training steps')),
  totalSeconds: seconds.check(z.describe('seconds from reading the data to the evaluated model')),
  // Of a resumed run, steps, validation and checkpoints count from its first start.
  seconds: phaseSecondsSchema.check(z.describe('seconds by what they were spent on')),
  peakMemoryBytes: z.int().check(z.describe('the maximum memory of the process')),
  evaluation: scoresSchema.check(z.describe('scores over every test image with every addend')),
  addition: z
    .optional(additionEvaluationSchema)
    .check(z.describe('scores over the problems that the test images make, if the task is image-sums')),
});

/** The result of a finished run. */
export type RunResult = z.output<typeof runResultSchema>;
/** Seconds by what a run does. */
export type PhaseSeconds = RunResult['seconds'];

/** The name of the file in a run's directory. It is written last. */
export const RESULT_FILE = 'result.json';

/**
 * Reads the result of a run.
 *
 * @returns undefined if the run is not finished.
 * @throws `RunDirectoryError` if the file is damaged.
 */
export async function readRunResult(folder: string): Promise<RunResult | undefined> {
  const text = await readRunFile(folder, RESULT_FILE);
  if (text === undefined) return undefined;
  const remedy = 'remove the file and go on with --resume, which writes it again';
  return parseRunFile(text, { folder, name: RESULT_FILE, schema: runResultSchema, remedy });
}

/** The default name of a run's directory: `adder-fast-20260102T030405Z`. */
export function defaultRunName(recipe: string, time: Date): string {
  return `${recipe}-${time.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}
