import type { AdderFiles } from '@mnist-adder/model';

/** What a training in the page can run on: the compiled step in WebAssembly, or TensorFlow.js on a graphics processor. */
export const TRAINING_BACKENDS = ['wasm', 'webgl', 'webgpu'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

export interface TrainingOrder {
  /** The id of a recipe. */
  readonly recipe: string;
  readonly epochs: number;
  readonly seed: number;
  /** How many of MNIST's images to train on; a quarter as many are held out to validate on. */
  readonly images: number;
  readonly backend: TrainingBackend;
  readonly digits: {
    /** Where the two gzipped IDX files lie, and what they weigh together. */
    readonly images: string;
    readonly labels: string;
    readonly sizeBytes: number;
    /** The SHA-256 of each of MNIST's files. */
    readonly digests: Readonly<Record<string, string>>;
  };
}

/** A place on the curves. */
export interface CurvePoint {
  /** Images seen, in epochs: 0.5 is half of the first. */
  readonly epoch: number;
  readonly loss: number;
  /** A fraction. */
  readonly digitAccuracy: number;
  readonly sumAccuracy: number | undefined;
}

/** What a training tells, a few times a second. */
export type TrainingUpdate =
  | { readonly type: 'loading'; readonly fraction: number }
  | { readonly type: 'preparing'; readonly parameters: number }
  | {
      readonly type: 'steps';
      readonly points: readonly CurvePoint[];
      readonly imagesPerSecond: number;
      readonly secondsLeft: number;
    }
  /** What was read as what on the validation images of an epoch so far: [10 × 10], a row for each digit there is. */
  | { readonly type: 'confusion'; readonly counts: readonly number[] }
  | { readonly type: 'validation'; readonly point: CurvePoint };

export interface TrainedModel {
  readonly files: AdderFiles;
  /** Whether it ran to its end, and was not stopped. */
  readonly whole: boolean;
}

/** What the worker that trains does; one training at a time. */
export interface TrainingService {
  train(order: TrainingOrder, onUpdate: (update: TrainingUpdate) => void): Promise<TrainedModel | undefined>;
  /** Stops after the step under way, until it is resumed. */
  pause(): void;
  resume(): void;
  /** Ends it after the step under way, with the model as it is by then. */
  stop(): void;
}
