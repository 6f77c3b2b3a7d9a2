import type { EventFileOptions } from '@mnist-adder/tensorboard';
import type { TrainingEvent } from '../loop/events.js';
import type { Executor } from '../loop/executor.js';
import type { RunConfig } from './run-config.js';
import type { RunData } from './run-data.js';
import type { RunDirectory } from './run-directory.js';

/** The backend that a run trains on. `selectBackend` of `@mnist-adder/backends` finds one. */
export interface RunBackend {
  /** The backend's name: `onnx`. */
  readonly name: string;
  /** The number of threads that share a step, where it decides the last bits of sums. `config.json` notes it. */
  readonly threads?: number | undefined;
  /** Starts the backend. Tensors then live on a TensorFlow.js backend that is part of it. */
  start(): Promise<Executor>;
}

/** The device that a backend computes on. */
export interface RunDevice {
  /** The device's name: `NVIDIA H200`. */
  readonly name: string;
  /** Whether it is a software adapter: a program that takes the part of a GPU. */
  readonly software: boolean;
}

/** What a run needs from its caller: the backend, the clock, a place to write, somebody to tell. */
export interface RunContext {
  /** The backend, and its device where that is known. */
  readonly selected: { readonly backend: RunBackend; readonly device?: RunDevice | undefined };
  /** The run's directory. */
  readonly folder: string;
  /** The version of the program that trains, for the saved model. */
  readonly packageVersion: string;
  /** A clock that only goes forward, in seconds. */
  readonly now: () => number;
  /** Asks for the most memory that the process has held so far, in bytes. */
  readonly peakMemoryBytes: () => number;
  /** Is called with everything that happens in training, in order. */
  readonly onEvent: (event: TrainingEvent) => void;
  /** The number of seconds of an epoch that may pass without a checkpoint. Default: 60. */
  readonly checkpointSeconds?: number | undefined;
  /** Writes event files for TensorBoard: their clock, machine and process. Default: none are written. */
  readonly tensorboard?: Omit<EventFileOptions, 'step'> | undefined;
  /** The number of threads that augment images. Default: 1. */
  readonly augmentationWorkers?: number | undefined;
  /** Interrupts the run after the current step. The run can then be resumed. */
  readonly signal?: AbortSignal | undefined;
}

/** A run whose directory is open. */
export interface OpenRun {
  readonly config: RunConfig;
  readonly data: RunData;
  readonly directory: RunDirectory;
  /** When the run began or was resumed, in seconds on the clock of its context. */
  readonly start: number;
  /** Seconds spent reading the data. */
  readonly dataSeconds: number;
  /** Executes the steps and the predictions of the run. */
  readonly executor: Executor;
  /** Is told of damaged checkpoints. Only a resumed run has it. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}
