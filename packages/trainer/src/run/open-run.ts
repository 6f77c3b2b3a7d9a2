import type { SelectedBackend } from '../backend/select-backend.js';
import type { TrainingEvent } from '../loop/events.js';
import type { Executor } from '../loop/executor.js';
import type { TensorBoardWriterOptions } from '../tensorboard/tensorboard-writer.js';
import type { RunConfig } from './run-config.js';
import type { RunData } from './run-data.js';
import type { RunDirectory } from './run-directory.js';

/** What a run is executed in. */
export interface RunSurroundings {
  readonly selected: SelectedBackend;
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
