import type { Evaluation } from '@mnist-adder/model';
import type { TrainingMetrics } from './metrics.js';

/** What happens in a run, in order; everything that shows or writes progress takes this stream. */
export type TrainingEvent =
  | {
      readonly type: 'training-start';
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      readonly batchSize: number;
      readonly parameters: number;
    }
  | { readonly type: 'epoch-start'; readonly epoch: number }
  | {
      readonly type: 'step';
      readonly epoch: number;
      /** From 0, within the epoch. */
      readonly index: number;
      readonly learningRate: number;
      /** Of this batch. */
      readonly metrics: TrainingMetrics;
      /** Images trained on in this epoch so far, per second. */
      readonly imagesPerSecond: number;
    }
  | {
      readonly type: 'epoch-end';
      readonly epoch: number;
      /** Means over the epoch, of the weights as they were at each step. */
      readonly train: TrainingMetrics;
      /** Over every pair of the validation set, of the weights at the end of the epoch. */
      readonly validation: Evaluation;
      readonly imagesPerSecond: number;
      /** In the steps of this epoch, without its validation. */
      readonly trainSeconds: number;
    }
  | { readonly type: 'training-end'; readonly trainSeconds: number };
