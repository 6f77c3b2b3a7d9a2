import { TfjsOnnxError } from './errors.js';

/** The calls of a compiled function that have not ended yet. */
export interface RunQueue {
  /**
   * Does a task, after the tasks before it if they run one after another.
   *
   * @throws `TfjsOnnxError` with code `disposed` after `close`.
   */
  add<T>(task: () => Promise<T>): Promise<T>;
  /** Refuses further tasks, waits until none is left, and does a last one. Later calls wait for the same. */
  close(last: () => Promise<void>): Promise<void>;
}

/**
 * Creates a queue.
 *
 * @param inOrder whether tasks run one after another, as they have to if each depends on what the one before it leaves behind. If not,
 *   they run side by side.
 */
export function createRunQueue(inOrder: boolean): RunQueue {
  let pending: Promise<void> = Promise.resolve();
  let closed: Promise<void> | undefined;
  return {
    async add(task) {
      if (closed !== undefined) {
        throw new TfjsOnnxError('disposed', 'This compiled function was disposed of: compile it again.');
      }
      const result = inOrder ? pending.then(task) : task();
      // A task that fails does not stop those after it.
      pending = Promise.allSettled([pending, result]).then(() => undefined);
      return result;
    },
    close: (last) => (closed ??= pending.then(last)),
  };
}
