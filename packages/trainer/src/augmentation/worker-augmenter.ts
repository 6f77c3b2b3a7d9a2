import { ArgumentError } from '@mnist-adder/dataset';
import type { AugmentationSettings } from '@mnist-adder/dataset';
import { checkAugmentation } from './augment-batch.js';
import type { AugmentationTask } from './augment-batch.js';
import { AugmentationError } from './augmentation-error.js';
import type { Augmenter } from './augmenter.js';

export interface WorkerAugmenterOptions {
  /** Threads, at least 1. Batches are the same with any number of them. Default: 1. */
  readonly workers?: number;
  /** The compiled module that the threads run. Default: this package's. */
  readonly workerFile?: URL;
}

/** From `src/` as from `dist/`, the compiled worker: Node starts no thread from TypeScript. */
const WORKER_FILE = new URL('../../dist/augmentation/augment-worker.js', import.meta.url);

/**
 * Augments on threads of its own, beside the one that trains. Images are moved there and back, not copied. The threads begin
 * to start at once, and are only loaded by runs that augment.
 *
 * What it promises is rejected with an {@link AugmentationError} when a thread dies.
 *
 * @throws `ArgumentError` for settings or a number of workers out of their range.
 */
export async function workerAugmenter(
  settings: AugmentationSettings,
  seed: number,
  { workers = 1, workerFile = WORKER_FILE }: WorkerAugmenterOptions = {},
): Promise<Augmenter> {
  checkAugmentation(settings, seed);
  if (!Number.isSafeInteger(workers) || workers < 1) {
    throw new ArgumentError('workers', 'an integer of at least 1', workers);
  }
  const { Piscina } = await import('piscina');
  const pool = new Piscina<AugmentationTask, Uint8Array>({
    filename: workerFile.href,
    minThreads: workers,
    maxThreads: workers,
    // What the process was started with, such as a profiler, is for its main thread.
    execArgv: [],
    recordTiming: false,
  });
  let failure: Error | undefined;
  // A worker that dies between two batches belongs to the next one.
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
        throw new AugmentationError(epoch, index, error);
      }
    },
    close() {
      // A pool that has been closed would start anew.
      failure = new Error('the augmenter has been closed');
      return pool.destroy();
    },
  };
}

/** The same bytes with a buffer that they alone fill and that one thread owns: what can be moved without taking anything along. */
function wholeBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
