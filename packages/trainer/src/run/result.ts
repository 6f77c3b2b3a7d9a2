import type { Evaluation } from '@mnist-adder/model';
import type { AdditionEvaluation } from '../addition/evaluate-addition.js';

/** Seconds by what a run does, in order. */
export interface PhaseSeconds {
  readonly data: number;
  /** Making the model, and recording and compiling its step and its prediction. */
  readonly start: number;
  readonly steps: number;
  readonly validation: number;
  readonly checkpoints: number;
  /** Predicting the test set, and what is said of it. */
  readonly test: number;
}

export const RESULT_FILE = 'result.json';

/** What a finished run reached: the content of `result.json`. */
export interface RunResult {
  /** The recipe's id. */
  readonly recipe: string;
  readonly backend: string;
  readonly seed: number;
  readonly epochs: number;
  /** All numbers in the model's weights, the frozen ones included. */
  readonly parameters: number;
  /** In training steps. */
  readonly trainSeconds: number;
  /** From reading the data to the evaluated model. */
  readonly totalSeconds: number;
  /** What the time was spent on; of a run that was resumed, steps, validation and checkpoints from its beginning on. */
  readonly seconds: PhaseSeconds;
  /** The most memory that the process held at once. */
  readonly peakMemoryBytes: number;
  /** Over every test image with every addend. */
  readonly evaluation: Evaluation;
  /** Over the problems that the test images make, where the recipe learns from sums of images. */
  readonly addition?: AdditionEvaluation;
}

/** The name of a run's directory if none is given: `adder-fast-20260102T030405Z`. */
export function defaultRunName(recipe: string, time: Date): string {
  return `${recipe}-${time.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}
