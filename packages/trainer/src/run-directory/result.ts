import type { Scores } from '@mnist-adder/model/spec';
import type { AdditionEvaluation } from '../task/image-sums/evaluate-addition.js';
import { runResultSchema } from './result-schema.js';
import { parseRunFile, readRunFile } from './run-file.js';

/** Seconds by what a run does, in order. */
export interface PhaseSeconds {
  /** Reading the data. */
  readonly data: number;
  /** Building the model, and recording and compiling its step and its prediction. */
  readonly start: number;
  /** Training steps. */
  readonly steps: number;
  /** Predicting the validation set after each epoch. */
  readonly validation: number;
  /** Writing checkpoints. */
  readonly checkpoints: number;
  /** Predicting and analysing the test set. */
  readonly test: number;
}

/** The result of a finished run: the content of `result.json`. */
export interface RunResult {
  /** The recipe's id. */
  readonly recipe: string;
  /** The backend's name. */
  readonly backend: string;
  readonly seed: number;
  readonly epochs: number;
  /** All numbers in the model's weights, frozen ones included. */
  readonly parameters: number;
  /** Seconds in training steps. */
  readonly trainSeconds: number;
  /** Seconds from reading the data to the evaluated model. */
  readonly totalSeconds: number;
  /** Seconds by what they were spent on. Of a resumed run, steps, validation and checkpoints count from its first start. */
  readonly seconds: PhaseSeconds;
  /** The maximum memory of the process. */
  readonly peakMemoryBytes: number;
  /** Scores over every test image with every addend. */
  readonly evaluation: Scores;
  /** Scores over the problems that the test images make, if the task is image-sums. */
  readonly addition?: AdditionEvaluation | undefined;
}

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
