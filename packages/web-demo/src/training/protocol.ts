import type { AdderFiles, Scores } from '@mnist-adder/model';
import type { BundledDigits } from 'virtual:bundled-digits';

/** What a training in the page can run on: compiled steps in WebAssembly, or TensorFlow.js on a graphics processor. */
export const TRAINING_BACKENDS = ['wasm', 'webgl', 'webgpu'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

/** What to train, on what. */
export interface TrainingOrder {
  /** The id of a recipe. */
  readonly recipe: string;
  readonly epochs: number;
  readonly seed: number;
  /** The number of training images. A quarter as many others are held out for validation. */
  readonly images: number;
  readonly backend: TrainingBackend;
  /** MNIST's training images, with absolute URLs. */
  readonly digits: BundledDigits['train'];
}

/** A point on the curves. */
export interface CurvePoint {
  /** The images seen so far, in epochs: 0.5 is half of the first epoch. */
  readonly epoch: number;
  readonly scores: Scores;
}

/** News from a training, a few times a second. */
export type TrainingUpdate =
  /** MNIST is being fetched; the fraction that has arrived, 0..1. */
  | { readonly type: 'loading'; readonly fraction: number }
  /** The step is being compiled. */
  | { readonly type: 'preparing' }
  /** Steps are done. */
  | {
      readonly type: 'steps';
      readonly points: readonly CurvePoint[];
      readonly imagesPerSecond: number;
      readonly secondsLeft: number;
    }
  /** How often each digit of the validation images so far was read as which: [10 × 10], a row for each true digit. */
  | { readonly type: 'confusion'; readonly counts: readonly number[] }
  /** An epoch is validated. */
  | { readonly type: 'validation'; readonly point: CurvePoint };

/** The result of a training. */
export interface TrainedModel {
  readonly files: AdderFiles;
  /** Whether training ran to its end; false if it was stopped. */
  readonly isFinished: boolean;
}

/** The worker that trains, once. */
export interface TrainingService {
  /** @returns the trained model; undefined if training was stopped before its first step. */
  train(order: TrainingOrder, onUpdate: (update: TrainingUpdate) => void): Promise<TrainedModel | undefined>;
  /** Pauses after the current step. */
  pause(): void;
  resume(): void;
  /** Ends training after the current step. The model keeps what it has learned. */
  stop(): void;
}
