import type { Browser } from 'playwright-core';
import { expectEquation, openPage } from '../test/page.js';
import type { Site } from '../test/site.js';
import { watchLongTasks, type LongTasks } from './long-tasks.js';

const MOVES = 101;
/** Milliseconds between two moves, so that each one is answered before the next. */
const REST_MS = 60;

/** How long answers take. */
export interface StrokeTimes {
  /** The number of moves of the pen. */
  readonly moves: number;
  readonly medianMilliseconds: number;
  readonly p95Milliseconds: number;
  readonly longTasks: LongTasks;
}

/** Measures the time from a move of the pen until the bars show its answer, in WebAssembly. */
export async function measureStrokes(browser: Browser, site: Site): Promise<StrokeTimes> {
  const { page } = await openPage(browser, `${site.url}#backend=wasm`);
  await expectEquation(page, '7 + 5 = 12');
  // What belongs to the opening of the page is over.
  await page.waitForTimeout(2000);
  const longTasks = await watchLongTasks(page);
  const times = await page.evaluate(
    async ({ moves, rest }) => {
      const pad = document.querySelector<HTMLCanvasElement>('.pad canvas')!;
      // Events from a script have no pointer to capture.
      pad.setPointerCapture = () => undefined;
      pad.hasPointerCapture = () => true;
      const { left, top, width, height } = pad.getBoundingClientRect();
      const move = (type: string, x: number, y: number) =>
        pad.dispatchEvent(
          new PointerEvent(type, {
            clientX: left + x * width,
            clientY: top + y * height,
            pointerId: 1,
            isPrimary: true,
            button: 0,
            bubbles: true,
          }),
        );
      const times: number[] = [];
      move('pointerdown', 0.3, 0.2);
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (let i = 0; i < moves; i++) {
        const answered = new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve(performance.now());
          });
          const parts = { subtree: true, childList: true, attributes: true, characterData: true };
          observer.observe(document.querySelector('.results')!, parts);
        });
        const start = performance.now();
        move('pointermove', 0.3 + 0.4 * ((i % 20) / 20), 0.2 + (0.6 * i) / moves);
        times.push((await answered) - start);
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
      return times.sort((a, b) => a - b);
    },
    { moves: MOVES, rest: REST_MS },
  );
  const found = await longTasks();
  await page.context().close();
  return {
    moves: MOVES,
    medianMilliseconds: times[Math.floor(0.5 * MOVES)]!,
    p95Milliseconds: times[Math.floor(0.95 * MOVES)]!,
    longTasks: found,
  };
}
