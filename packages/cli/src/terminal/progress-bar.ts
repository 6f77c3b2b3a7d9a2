import cliProgress from 'cli-progress';
import type { SingleBar } from 'cli-progress';
import type { Style } from './style.js';

/** A bar, and the text around it. */
export interface BarOptions {
  readonly stream: NodeJS.WritableStream;
  readonly style: Style;
  /** As cli-progress has it: `{bar} {percentage}%`. */
  readonly format: string;
  /** Characters in a line besides the bar. */
  readonly textWidth: number;
  readonly total: number;
  readonly done?: number;
  /** What the format names besides. */
  readonly fields?: object;
}

/** Starts a bar that is redrawn in its line, and taken away once it is stopped. */
export function startBar({ stream, style, format, textWidth, total, done = 0, fields = {} }: BarOptions): SingleBar {
  const bar = new cliProgress.SingleBar({
    format,
    barCompleteChar: style.unicode ? '█' : '#',
    barIncompleteChar: style.unicode ? '░' : '-',
    barsize: Math.max(4, Math.min(24, style.columns - textWidth)),
    clearOnComplete: true,
    stream,
    // The terminal is left as it is, so that Ctrl-C can end the program at once with nothing to restore.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  });
  bar.start(total, done, fields);
  return bar;
}
