import type { TrainingEvent } from '../loop/events.js';
import type { Executor } from '../loop/executor.js';
import type { TensorBoardWriterOptions } from '../tensorboard/tensorboard-writer.js';
import type { RunConfig } from './run-config.js';
import type { RunData } from './run-data.js';
import type { RunDirectory } from './run-directory.js';

/** The backend that a run trains on. `selectBackend` of `@mnist-adder/backends` finds one. */
export interface RunBackend {
  readonly name: string;
  /** How many threads a step is split among, where that decides the last bits of its sums. */
  readonly threads?: number;
  /** Starts the backend. Tensors then live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}

/** The device that a backend computes on. */
export interface RunDevice {
  /** `NVIDIA H200` */
  readonly name: string;
  /** Whether it is a program that plays a GPU: right, but slower than the CPU that it runs on. */
  readonly software: boolean;
}

/** What a run is executed in. */
export interface RunSurroundings {
  /** The backend, and the device that it computes on, where that is known. */
  readonly selected: { readonly backend: RunBackend; readonly device?: RunDevice };
  /** The run's directory. */
  readonly folder: string;
  /** Of this package, for the saved model. */
  readonly packageVersion: string;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  /** The most memory that the process has held so far. */
  readonly peakMemoryBytes: () => number;
  readonly onEvent: (event: TrainingEvent) => void;
  /** How many seconds of an epoch may pass without a checkpoint. Default: 60. */
  readonly checkpointSeconds?: number;
  /** Has event files for TensorBoard written: seconds since 1970, and the machine and process that they name. */
  readonly tensorboard?: Pick<TensorBoardWriterOptions, 'now' | 'hostname' | 'pid'>;
  /** Threads that augment images. Default: 1. */
  readonly augmentationWorkers?: number;
  /** Interrupts the run after the step under way, such that it can be resumed. */
  readonly signal?: AbortSignal;
}

/** A run whose directory is open. */
export interface OpenRun {
  readonly config: RunConfig;
  readonly data: RunData;
  readonly directory: RunDirectory;
  /** When it began, or was resumed. */
  readonly start: number;
  /** That it took to read the data. */
  readonly dataSeconds: number;
  /** Of the backend that it trains on. */
  readonly executor: Executor;
  /** Only where it goes on. */
  readonly onWarning?: (sentence: string) => void;
}
