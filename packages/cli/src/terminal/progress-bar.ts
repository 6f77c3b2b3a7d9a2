import cliProgress, { type SingleBar } from 'cli-progress';
import { styleOf, type Style, type Terminal } from './style.js';

/** A bar, and the text around it. */
export interface BarOptions {
  readonly stream: NodeJS.WritableStream;
  readonly style: Style;
  /** The format of cli-progress: `{bar} {percentage}%`. */
  readonly format: string;
  /** Number of characters in the line besides the bar. */
  readonly textWidth: number;
  readonly total: number;
  readonly done?: number | undefined;
  /** Values of the format's other fields. */
  readonly fields?: object | undefined;
}

/** Starts a bar that redraws its line. When it stops, the line is cleared. */
export function startBar({ stream, style, format, textWidth, total, done = 0, fields = {} }: BarOptions): SingleBar {
  const bar = new cliProgress.SingleBar({
    format,
    barCompleteChar: style.unicode ? '█' : '#',
    barIncompleteChar: style.unicode ? '░' : '-',
    barsize: Math.max(4, Math.min(24, style.columns - textWidth)),
    clearOnComplete: true,
    stream,
    // The terminal's state stays as it is, so that Ctrl-C can end the program at once with nothing to restore.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  });
  bar.start(total, done, fields);
  return bar;
}

/** With fewer items, the work is done before a bar can be read. */
const MIN_FOR_BAR = 20;

/**
 * Shows on standard error how many items are done, if a line can be redrawn there.
 *
 * @param what the items: `images`.
 */
export function showCount(
  { stderr, env }: Terminal,
  { what, total }: { readonly what: string; readonly total: number },
) {
  const style = styleOf(stderr, env);
  const format = `{bar} {value} of {total} ${what}`;
  const bar =
    style.redraw && total >= MIN_FOR_BAR
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
