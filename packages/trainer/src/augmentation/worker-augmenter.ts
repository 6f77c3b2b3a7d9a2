import type { AugmentationSettings } from '@mnist-adder/dataset';
import { checkOptions, is } from '@mnist-adder/dataset/internal';
import { TrainerError } from '../trainer-error.js';
import { checkAugmentation, type Augmenter, type AugmentationTask } from './inline-augmenter.js';

export interface WorkerAugmenterOptions {
  /** The number of threads, at least 1. It does not change the batches. Default: 1. */
  readonly workers?: number | undefined;
  /** The compiled module that the threads run. Default: that of this package. */
  readonly workerFile?: URL | undefined;
}

/** The compiled worker, seen from `src/` as well as from `dist/`, because Node starts no thread from TypeScript. A bundle does not have it. */
const workerFileOfPackage = () => new URL('../../dist/augmentation/augment-worker.js', import.meta.url);

/**
 * Augments on threads of its own, beside the one that trains. Images are moved there and back, not copied. Only runs that augment load
 * and start the threads.
 *
 * If a thread dies, `augment` rejects with a `TrainerError` `augmentation`.
 *
 * @throws `ArgumentError` for settings or a number of workers out of range.
 */
export async function workerAugmenter(
  settings: AugmentationSettings,
  seed: number,
  options: WorkerAugmenterOptions = {},
): Promise<Augmenter> {
  checkAugmentation(settings, seed);
  checkOptions('options', options, {
    workers: is.optional(is.integer(1)),
    workerFile: is.optional(is.object('href')),
  });
  const { workers = 1, workerFile = workerFileOfPackage() } = options;
  const { Piscina } = await import('piscina');
  const pool = new Piscina<AugmentationTask, Uint8Array>({
    filename: workerFile.href,
    minThreads: workers,
    maxThreads: workers,
    // Node's options, such as a profiler, are for the main thread.
    execArgv: [],
    recordTiming: false,
  });
  let failure: Error | undefined;
  // The next batch reports a worker that dies between two batches.
  pool.on('error', (error: Error) => {
    failure ??= error;
  });
  return {
    async augment(images, epoch, index) {
      try {
        if (failure) throw failure;
        const movable = wholeBuffer(images);
        const task: AugmentationTask = { images: movable, settings, seed, epoch, index };
        return await pool.run(task, { transferList: [movable.buffer] });
      } catch (error) {
        throw augmentationError(epoch, index, error);
      }
    },
    close() {
      // A closed pool would start again.
      failure = new Error('the augmenter has been closed');
      return pool.destroy();
    },
  };
}

/** The same bytes in a buffer of their own, which one thread owns, so that they can be moved. */
function wholeBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

function augmentationError(epoch: number, index: number, cause: unknown): TrainerError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TrainerError(
    'augmentation',
    `The worker that augments images failed in epoch ${epoch + 1}, step ${index + 1} (${reason}): resume the run, and if it fails again, train without augmentation.`,
    { facts: { epoch, index }, cause },
  );
}
