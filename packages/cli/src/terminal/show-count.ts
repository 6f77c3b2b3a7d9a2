import { startBar } from './progress-bar.js';
import { styleOf } from './style.js';
import type { Terminal } from './style.js';

/** What is counted. */
export interface CountOptions {
  /** `images` */
  readonly what: string;
  readonly total: number;
}

/** Fewer are done before anybody has read how many. */
const WORTH_A_BAR = 20;

/** Shows on standard error how many of many are done, where a line can be redrawn there. */
export function showCount({ stderr, env }: Terminal, { what, total }: CountOptions) {
  const style = styleOf(stderr, env);
  const format = `{bar} {value} of {total} ${what}`;
  const bar =
    style.redraw && total >= WORTH_A_BAR
      ? startBar({ stream: stderr, style, format, textWidth: 30, total })
      : undefined;
  return {
    update: (done: number) => {
      bar?.update(done);
    },
    end: () => {
      bar?.stop();
    },
  };
}
