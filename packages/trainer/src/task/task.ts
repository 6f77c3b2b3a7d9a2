import type { DigitSet } from '@mnist-adder/dataset';
import type { Outputs, PredictAllAddends } from '@mnist-adder/model';
import type { InputSpec } from '@mnist-adder/tfjs-onnx';
import type * as tf from '@tensorflow/tfjs-core';
import type { LossWeights } from './loss-weights.js';
import type { AdditionEvaluation } from './image-sums/evaluate-addition.js';

/** A step's inputs by name, as tensors. */
export type InputTensors = Readonly<Record<string, tf.Tensor>>;

/** A batch of training images with what is known about them. */
export interface TaskBatch {
  /** [batchSize × 784], 0..255 */
  readonly images: Uint8Array;
  /** The inputs of the step that the task defines, by name. */
  readonly labels: Readonly<Record<string, Int32Array>>;
}

/** All batches of all epochs. A batch is a pure function of the seed and its place. */
export interface TaskBatches {
  /** Number of batches in an epoch. */
  readonly perEpoch: number;
  at(epoch: number, index: number): TaskBatch;
}

/** How good an output is on a batch, as scalars. */
export interface StepOutputScores {
  /** Mean cross entropy in nats. */
  readonly loss: tf.Tensor;
  /** Number of right answers. */
  readonly correct: tf.Tensor;
}

/** How good a model is on a batch, as scalars. */
export interface StepScores {
  /** As an evaluation has it: of all outputs together, without the weights that a recipe gives them. */
  readonly loss: tf.Tensor;
  readonly digit: StepOutputScores;
  readonly sum?: StepOutputScores | undefined;
}

/** What a step minimises, and how good the outputs are by the labels as they are. */
export interface Objective {
  /** A scalar. */
  readonly minimised: tf.Tensor;
  readonly scores: StepScores;
}

/** What is learned from what: everything of a training step and its data that follows from a recipe's `task`. */
export interface Task {
  /** The batches of a training set. */
  batches(digits: DigitSet, seed: number): TaskBatches;
  /** The labels and addends that a step takes, by name. */
  readonly inputs: Readonly<Record<string, InputSpec<number>>>;
  /** The addend that the network is given. */
  addend(inputs: InputTensors): tf.Tensor2D | 'all' | undefined;
  /** Compares the network's outputs with the labels. */
  objective(outputs: Outputs, inputs: InputTensors): Objective;
  /** How many digits and sums a batch is scored on. */
  readonly answers: { readonly digit: number; readonly sum: number };
  /** What the test set is measured on besides all pairs. Default: nothing. */
  evaluate?(predict: PredictAllAddends, test: DigitSet, batchSize: number): Promise<AdditionEvaluation>;
}

/** The recipe settings that a task depends on. */
export interface TaskOptions {
  /** Images in a step. */
  readonly batchSize: number;
  /** What the cross entropies of digit and sum are multiplied by. */
  readonly lossWeights: LossWeights;
}
