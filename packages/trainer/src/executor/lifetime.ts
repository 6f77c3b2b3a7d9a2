/** The uses of something that is disposed of one day. */
export interface Lifetime {
  /**
   * Does a task at once.
   *
   * @throws the error of a late use after `end`.
   */
  use<T>(task: () => Promise<T>): Promise<T>;
  /** Refuses further uses, waits for those that have begun, and frees what they need. Later calls wait for the same. */
  end(free: () => void | Promise<void>): Promise<void>;
}

/**
 * Creates a lifetime.
 *
 * @param lateUse creates the error of a use after the end.
 */
export function createLifetime(lateUse: () => Error): Lifetime {
  const running = new Set<Promise<unknown>>();
  let ended: Promise<void> | undefined;
  return {
    async use(task) {
      if (ended !== undefined) throw lateUse();
      const result = task();
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    end: (free) => (ended ??= Promise.allSettled(running).then(free)),
  };
}
