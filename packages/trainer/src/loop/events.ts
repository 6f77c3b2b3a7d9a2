import type { Evaluation } from '@mnist-adder/model';
import type { TrainingMetrics } from './metrics.js';

/** What happens in training, in order; everything that shows or writes it takes this stream. Steps and epochs count from 0. */
export type TrainingEvent =
  TrainingStart | EpochStart | StepEnd | EpochEnd | WeightsAtEpochEnd | CheckpointWritten | TrainingEnd;

export interface TrainingStart {
  readonly type: 'training-start';
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  readonly parameters: number;
  /** The step of the run that comes next: 0, or where a resumed run goes on. */
  readonly step: number;
}

export interface EpochStart {
  readonly type: 'epoch-start';
  readonly epoch: number;
  /** The step that comes next, within the epoch: 0, or where a resumed run goes on. */
  readonly index: number;
}

export interface StepEnd {
  readonly type: 'step';
  readonly epoch: number;
  /** Within the epoch. */
  readonly index: number;
  /** Within the run. */
  readonly step: number;
  readonly learningRate: number;
  /** Of this batch. */
  readonly metrics: TrainingMetrics;
  /** The length of the gradient of all weights, before it is clipped. */
  readonly gradientNorm: number;
  /** Images trained on in this epoch so far, per second. */
  readonly imagesPerSecond: number;
}

export interface EpochEnd {
  readonly type: 'epoch-end';
  readonly epoch: number;
  /** The last one of the epoch, within the run. */
  readonly step: number;
  /** Means over the epoch, of the weights as they were at each step. */
  readonly train: TrainingMetrics;
  /** Over every pair of the validation set, of the weights at the end of the epoch. */
  readonly validation: Evaluation;
  readonly imagesPerSecond: number;
  /** In the steps of this epoch, without its validation. */
  readonly trainSeconds: number;
}

/** Follows the end of an epoch. */
export interface WeightsAtEpochEnd {
  readonly type: 'weights';
  /** The last one of the epoch, within the run. */
  readonly step: number;
  /** The model's weights by name, to read only. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

export interface CheckpointWritten {
  readonly type: 'checkpoint';
  /** How many steps of the run were done. */
  readonly step: number;
  /** That it took. */
  readonly seconds: number;
}

export interface TrainingEnd {
  readonly type: 'training-end';
  /** All epochs are done, or the validation loss fell no more, or it was interrupted and can be resumed. */
  readonly end: 'finished' | 'stopped-early' | 'interrupted';
  /** In steps, those before a run was resumed included. */
  readonly trainSeconds: number;
}
