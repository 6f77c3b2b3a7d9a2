import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { reducePicture, type Mode, type Problem, type ReduceTask } from './reduce-picture.js';

/** Reduces pictures on this thread or on several. */
export interface Reducer {
  readonly reduce: (task: ReduceTask) => Promise<Uint8Array | Problem>;
  /** The number of pictures that are worth having under way at once. */
  readonly concurrency: number;
  readonly close: () => Promise<void>;
}

/** Fewer pictures are done before threads have started. */
const MIN_FOR_THREADS = 100;

/** More threads would wait for the disk, and each takes some 100 MB. */
const MAX_THREADS = 16;

/** The worker beside this module in the build. The sources have none, because Node starts no thread from TypeScript. */
const WORKER = new URL('./reduce-worker.js', import.meta.url);

/** Opens what reduces so many pictures fastest: preparation takes milliseconds each, and decoding alone is quick. */
export async function openReducer(count: number, mode: Mode): Promise<Reducer> {
  const threads = Math.min(availableParallelism(), MAX_THREADS);
  if (mode === 'off' || count < MIN_FOR_THREADS || threads === 1 || !existsSync(WORKER)) {
    return { reduce: reducePicture, concurrency: 4, close: () => Promise.resolve() };
  }
  const { Piscina } = await import('piscina');
  const pool = new Piscina<ReduceTask, Uint8Array | Problem>({
    filename: WORKER.href,
    minThreads: threads,
    maxThreads: threads,
    // Node's options, such as a profiler, are for the main thread.
    execArgv: [],
    recordTiming: false,
  });
  return { reduce: (task) => pool.run(task), concurrency: 2 * threads, close: () => pool.destroy() };
}
