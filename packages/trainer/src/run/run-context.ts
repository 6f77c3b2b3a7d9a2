import type { EventFileOptions } from '@mnist-adder/tensorboard';
import type { Executor } from '../executor/executor.js';
import type { TrainingEvent } from '../loop/events.js';
import type { RunConfig } from '../run-directory/run-config.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import type { ReadData, RunData } from './run-data.js';

/** The backend that a run trains on. `selectBackend` of `@mnist-adder/backends` finds one. */
export interface RunBackend {
  readonly name: string;
  /** The number of threads that a step is split among, if that decides the last bits of its sums. */
  readonly threads?: number | undefined;
  /** Starts the backend. From then on, tensors live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}

/** The device that a backend computes on. */
export interface RunDevice {
  /** `NVIDIA H200` */
  readonly name: string;
  /** Whether it is a software adapter: correct, but slower than the CPU that it runs on. */
  readonly software: boolean;
}

/** The environment of a run: everything that does not change its result. */
export interface RunContext {
  /** The backend, and its device if that is known. */
  readonly selected: { readonly backend: RunBackend; readonly device?: RunDevice | undefined };
  /** The run's directory. */
  readonly folder: string | URL;
  /** The version of the program, for the saved model. Default: none. */
  readonly packageVersion?: string | undefined;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  /** The maximum memory of the process so far. */
  readonly peakMemoryBytes: () => number;
  /**
   * Called with everything that happens in training, which goes on when the returned promise is resolved. If that gives `'stop'`, training
   * ends after the current step, and the run is evaluated and saved as if it were finished.
   */
  readonly onEvent: (event: TrainingEvent) => unknown;
  /** The maximum number of seconds between checkpoints. Default: 60. */
  readonly checkpointSeconds?: number | undefined;
  /** Writes TensorBoard event files: the clock, in seconds since 1970, and the machine and process for their names. Default: none. */
  readonly tensorboard?: Pick<EventFileOptions, 'now' | 'hostname' | 'pid'> | undefined;
  /** Reads the data set. Default: `readDigits` of `@mnist-adder/dataset/node`, without a decoder for pictures. */
  readonly readData?: ReadData | undefined;
  /** The number of threads that augment images. Default: 1. */
  readonly augmentationWorkers?: number | undefined;
  /** Interrupts the run after the current step, so that it can be resumed. */
  readonly signal?: AbortSignal | undefined;
}

/** A run whose directory is open. */
export interface OpenRun {
  readonly config: RunConfig;
  readonly data: RunData;
  readonly directory: RunDirectory;
  /** The time at which it started, or was resumed. */
  readonly start: number;
  /** Seconds spent reading the data. */
  readonly dataSeconds: number;
  /** The executor of the backend that it trains on. */
  readonly executor: Executor;
  /** Called with what is wrong with damaged checkpoints, if the run is resumed; undefined if it starts. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}
