import { MnistAdderError } from '@mnist-adder/dataset';
import { EventFileError } from '@mnist-adder/tensorboard';

/** A run cannot be written where it was asked to be. */
export class RunDirectoryError extends MnistAdderError {
  override readonly name = 'RunDirectoryError';

  constructor(
    readonly folder: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super('run-directory', `The output directory ${folder} ${problem}: ${remedy}.`, options);
  }
}

/** Does something to a run's directory; where the system refuses, that is a {@link RunDirectoryError}. */
export function guarded<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Says that the system refused to write into a run's directory, and what to do. */
export function unwritable(folder: string, error: unknown): RunDirectoryError {
  if (error instanceof RunDirectoryError) return error;
  if (error instanceof EventFileError) return eventsUnwritable(error);
  const reason = error instanceof Error ? error.message : String(error);
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  const remedy = isFull
    ? 'make room, then go on with --resume if it has checkpoints'
    : 'name one you may write to with --out';
  return new RunDirectoryError(folder, `cannot be written (${reason})`, remedy, { cause: error });
}

function eventsUnwritable({ folder, cause }: EventFileError): RunDirectoryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RunDirectoryError(
    folder,
    `does not take what is written for TensorBoard (${reason})`,
    'make room or make it writable, or train with --no-tensorboard',
    { cause },
  );
}
