import { existsSync } from 'node:fs';
import type { AugmentationSettings } from '@mnist-adder/dataset';
import { checkOptions, is } from '@mnist-adder/dataset/internal';
import { TrainerError } from '../trainer-error.js';
import { checkAugmentation, inlineAugmenter, type Augmenter, type AugmentationTask } from './inline-augmenter.js';

export interface WorkerAugmenterOptions {
  /** The number of threads, at least 1. It does not change the batches. Default: 1. */
  readonly workers?: number | undefined;
  /** The compiled module that the threads run. Default: that of this package. */
  readonly workerFile?: URL | undefined;
}

/** The compiled worker, seen from `src/` as well as from `dist/`, because Node starts no thread from TypeScript. A bundle does not have it. */
function workerFileOfPackage(): URL | undefined {
  // A bundle of CommonJS has no address either.
  const here = import.meta.url as string | undefined;
  const file = here === undefined ? undefined : new URL('../../dist/augmentation/augment-worker.js', here);
  return file && existsSync(file) ? file : undefined;
}

/**
 * Augments on threads of its own, beside the one that trains. Images are moved there and back, not copied. Only runs that augment load
 * and start the threads.
 *
 * In a bundle, which lacks the module that the threads run, it augments on the calling thread: the batches are the same.
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
  if (workerFile === undefined) return inlineAugmenter(settings, seed);
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
