import { MnistAdderError } from '@mnist-adder/dataset';
import { errnoOf } from '@mnist-adder/dataset/internal/node';
import { EventFileError } from '@mnist-adder/tensorboard';

/** A run's directory cannot be read or written. Its facts are `folder`, `problem` and `remedy`. */
export class RunDirectoryError extends MnistAdderError {
  override readonly name = 'RunDirectoryError';

  constructor(folder: string, problem: string, remedy: string, options: ErrorOptions = {}) {
    const message = `The output directory ${folder} ${problem}: ${remedy}.`;
    super('run-directory', message, { ...options, facts: { folder, problem, remedy } });
  }
}

/** Does something to a run's directory. A system error becomes a {@link RunDirectoryError}. */
export function guarded<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** The error for a run's directory that cannot be written. */
export function unwritable(folder: string, error: unknown): RunDirectoryError {
  if (error instanceof RunDirectoryError) return error;
  if (error instanceof EventFileError) return eventsUnwritable(error);
  const reason = error instanceof Error ? error.message : String(error);
  const isFull = errnoOf(error) === 'ENOSPC';
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
