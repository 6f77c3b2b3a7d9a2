import type { Scores } from '@mnist-adder/model';
import type * as tf from '@tensorflow/tfjs-core';
import type { StepOutputScores, StepScores, Task } from '../task/task.js';
import type { GradientNorms } from './gradient-norms.js';

/** What a step reports of its batch. */
export interface StepReport {
  /** The scores of the batch, by its labels as they are. */
  readonly scores: Scores;
  /** The Euclidean norm of the gradient of all weights, before it is clipped. */
  readonly gradientNorm: number;
  /** The norm of each trained weight's gradient, in the order of {@link TrainingStep.trainedWeights}. */
  readonly gradientNorms: Float32Array;
}

/** A step's scores and norms as outputs by name: `loss`, `digit/loss`, `sum/correct`. A graph can return these. */
export function reportOutputs({ loss, digit, sum }: StepScores, norms: GradientNorms): Record<string, tf.Tensor> {
  const output = (name: string, { loss, correct }: StepOutputScores) => ({
    [`${name}/loss`]: loss,
    [`${name}/correct`]: correct,
  });
  return {
    loss,
    ...output('digit', digit),
    ...(sum && output('sum', sum)),
    gradientNorm: norms.all,
    gradientNorms: norms.each,
  };
}

/**
 * Reads a step's outputs.
 *
 * @param outputs their elements by name, as {@link reportOutputs} names them.
 * @param answers how many digits and sums the step is scored on.
 */
export function readReport(outputs: Readonly<Record<string, ArrayLike<number>>>, answers: Task['answers']): StepReport {
  const scalar = (name: string) => outputs[name]![0]!;
  const output = (name: 'digit' | 'sum') => ({
    accuracy: scalar(`${name}/correct`) / answers[name],
    loss: scalar(`${name}/loss`),
  });
  const scores = { pairs: answers.digit, loss: scalar('loss'), digit: output('digit') };
  return {
    scores: 'sum/loss' in outputs ? { ...scores, sum: output('sum') } : scores,
    gradientNorm: scalar('gradientNorm'),
    gradientNorms: Float32Array.from(outputs.gradientNorms!),
  };
}
