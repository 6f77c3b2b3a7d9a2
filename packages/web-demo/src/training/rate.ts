/** The speed of something over its last seconds. */
export interface Rate {
  /** Counts what was done by a time, in seconds. */
  add(time: number, done: number): void;
  /** What is done in a second; undefined until it is known. */
  perSecond(): number | undefined;
}

/** Seconds that a rate looks back. */
const WINDOW = 5;

/** Seconds after which a rate is known. */
const KNOWN_AFTER = 1;

/**
 * A running rate. The time before the first count is not part of it: a first step takes longer than the others.
 */
export function createRate(): Rate {
  let counts: { readonly time: number; readonly done: number }[] = [];
  return {
    add(time, done) {
      counts.push({ time, done });
      // The last one before the window is its beginning.
      const begin = counts.findLastIndex((count) => count.time <= time - WINDOW);
      counts = counts.slice(Math.max(0, begin));
    },
    perSecond() {
      const [first, ...rest] = counts;
      const last = rest.at(-1);
      if (first === undefined || last === undefined || last.time - first.time < KNOWN_AFTER) return undefined;
      return rest.reduce((sum, { done }) => sum + done, 0) / (last.time - first.time);
    },
  };
}
