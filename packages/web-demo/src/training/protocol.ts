import type { AdderFiles, Scores } from '@mnist-adder/model';
import type { Checkpoint } from '@mnist-adder/trainer';
import type { RecipeSettingsInput } from '@mnist-adder/trainer/recipes';
import type { BundledDigits } from 'virtual:bundled-digits';

/** What a training in the page can run on: compiled steps in WebAssembly, or TensorFlow.js on a graphics processor. */
export const TRAINING_BACKENDS = ['wasm', 'webgl', 'webgpu'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

/** What to train, on what. Plain data. */
export interface TrainingOrder {
  /** The id of a recipe. */
  readonly recipe: string;
  /** The settings of the recipe that are changed, nested as they are there. */
  readonly settings: RecipeSettingsInput;
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
  /** Steps done. */
  readonly step: number;
  /** The images seen so far. */
  readonly images: number;
  readonly scores: Scores;
}

/** A validation image and what the network reads in it. */
export interface ReadImage {
  /** [784], 0..255 */
  readonly pixels: Uint8Array;
  /** The digit that the image shows, 0..9. */
  readonly digit: number;
  /** The digit that the network reads, 0..9. */
  readonly read: number;
}

/** The user's own drawing. */
export interface OwnDrawing {
  /** What a network sees of it, [784], 0..255. */
  readonly pixels: Uint8Array;
  /** 0..9 */
  readonly addend: number;
}

/** What the network in training reads in the user's own drawing. */
export interface OwnReading extends OwnDrawing {
  /** The probability of each digit, [10]. */
  readonly digit: Float32Array;
  /** The sum; undefined if the network does not add. */
  readonly sum: number | undefined;
}

/** News from a training, a few times a second. */
export type TrainingUpdate =
  /** MNIST is being fetched; the fraction that has arrived, 0..1. */
  | { readonly type: 'loading'; readonly fraction: number }
  /** The step is being compiled. */
  | { readonly type: 'preparing' }
  /** The first step is about to run. `steps` is the number of steps in the whole run, and `step` how many of them are done. */
  | { readonly type: 'start'; readonly step: number; readonly steps: number; readonly stepsPerEpoch: number }
  /** Steps are done. What is not known yet is undefined. */
  | {
      readonly type: 'steps';
      readonly points: readonly CurvePoint[];
      readonly imagesPerSecond: number | undefined;
      readonly secondsLeft: number | undefined;
    }
  /** The network in training was asked between two steps. `own` is undefined if there is no drawing. */
  | { readonly type: 'look'; readonly images: readonly ReadImage[]; readonly own: OwnReading | undefined }
  /** How often each digit of the validation images so far was read as which: [10 × 10], a row for each true digit. */
  | { readonly type: 'confusion'; readonly counts: readonly number[] }
  /** An epoch is validated. `misread` has the first of the images that are not read as what they show. */
  | { readonly type: 'validation'; readonly point: CurvePoint; readonly misread: readonly ReadImage[] }
  /** A state to go on from. */
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint };

/** The result of a training. */
export interface TrainedModel {
  readonly files: AdderFiles;
  /** Whether training ran to its end; false if it was stopped. */
  readonly isFinished: boolean;
  /** Steps done, those before a rewind included. */
  readonly step: number;
  /** The mean over all steps. */
  readonly imagesPerSecond: number;
}

/** The worker that trains, once. */
export interface TrainingService {
  /**
   * @param from a checkpoint of the run to go on from. Its training may have had other settings, as long as its state fits.
   * @returns the trained model; undefined if training was stopped before its first step.
   */
  train(
    order: TrainingOrder,
    from: Checkpoint | undefined,
    onUpdate: (update: TrainingUpdate) => unknown,
  ): Promise<TrainedModel | undefined>;
  /** The model as it was at a checkpoint of a training; `scores` go into its metadata. */
  modelAt(order: TrainingOrder, checkpoint: Checkpoint, scores: Scores): Promise<AdderFiles>;
  /** Sets the drawing that the network in training is asked about. */
  show(drawing: OwnDrawing | undefined): void;
  /** Pauses after the current step. */
  pause(): void;
  resume(): void;
  /** Ends training after the current step. The model keeps what it has learned. */
  stop(): void;
}
