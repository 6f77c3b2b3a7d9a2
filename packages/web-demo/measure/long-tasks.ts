import type { Page } from 'playwright-core';

/** Work on the page's own thread that took more than 50 ms at once, so that a frame came late. */
export interface LongTasks {
  readonly count: number;
  /** The longest one; 0 if there is none. */
  readonly longestMilliseconds: number;
}

/** Watches a page for long tasks from now on, as the Long Tasks API counts them. */
export async function watchLongTasks(page: Page): Promise<() => Promise<LongTasks>> {
  await page.evaluate(() => {
    const durations: number[] = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration);
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { longTasks: durations });
  });
  return () =>
    page.evaluate(() => {
      const { longTasks } = globalThis as unknown as { readonly longTasks: readonly number[] };
      return { count: longTasks.length, longestMilliseconds: Math.max(0, ...longTasks) };
    });
}
