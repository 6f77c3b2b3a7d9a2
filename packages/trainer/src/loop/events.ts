import type { Scores } from '@mnist-adder/model';

/** What happens in training, in order. Everything that shows or logs a training takes these events. Steps and epochs count from 0. */
export type TrainingEvent =
  TrainingStart | EpochStart | StepEnd | EpochEnd | WeightsAtEpochEnd | CheckpointWritten | TrainingEnd;

/** Training starts or goes on. */
export interface TrainingStart {
  readonly type: 'training-start';
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  readonly parameters: number;
  /** The next step of the run: 0, or where a resumed run goes on. */
  readonly step: number;
}

/** An epoch starts or goes on. */
export interface EpochStart {
  readonly type: 'epoch-start';
  readonly epoch: number;
  /** The next step within the epoch: 0, or where a resumed run goes on. */
  readonly index: number;
}

/** A step is done. */
export interface StepEnd {
  readonly type: 'step';
  readonly epoch: number;
  /** The step within the epoch. */
  readonly index: number;
  /** The step within the run. */
  readonly step: number;
  readonly learningRate: number;
  /** Scores of the step's batch. */
  readonly scores: Scores;
  /** The Euclidean norm of the gradient of all weights, before it is clipped. */
  readonly gradientNorm: number;
  /** Images per second in this epoch so far. */
  readonly imagesPerSecond: number;
}

/** An epoch is done and validated. */
export interface EpochEnd {
  readonly type: 'epoch-end';
  readonly epoch: number;
  /** The last step of the epoch, within the run. */
  readonly step: number;
  /** Scores of all batches of the epoch, each with the weights of its step. */
  readonly train: Scores;
  /** Scores over all pairs of the validation set, with the weights at the end of the epoch. */
  readonly validation: Scores;
  /** Images per second in the steps of this epoch. */
  readonly imagesPerSecond: number;
  /** Seconds spent in the steps of this epoch, without its validation. */
  readonly trainSeconds: number;
}

/** The weights at the end of an epoch; follows its `epoch-end`. */
export interface WeightsAtEpochEnd {
  readonly type: 'weights';
  /** The last step of the epoch, within the run. */
  readonly step: number;
  /** The model's weights by name, to read only. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** A checkpoint is written. */
export interface CheckpointWritten {
  readonly type: 'checkpoint';
  /** Steps of the run done by then. */
  readonly step: number;
  /** Seconds spent writing the checkpoint. */
  readonly seconds: number;
}

/** Training ends. */
export interface TrainingEnd {
  readonly type: 'training-end';
  /**
   * Why training ends: all epochs are done (`finished`), the validation loss fell no more (`stopped-early`), `onEvent` returned `'stop'`
   * (`stopped`), or its signal was aborted (`interrupted`). An interrupted training is to be resumed: its model has the weights of the last
   * step, and not those that the recipe keeps.
   */
  readonly end: 'finished' | 'stopped-early' | 'stopped' | 'interrupted';
  /** Seconds spent in steps, those before a resume included. */
  readonly trainSeconds: number;
}
