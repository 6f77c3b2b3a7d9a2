import picocolors from 'picocolors';
import { columnsOf } from './columns.js';
import { hasUnicode } from './unicode.js';

/** A stream that is written to, and what is known of the terminal behind it, if there is one. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

type Environment = Readonly<Record<string, string | undefined>>;

/** What the program shows itself on. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
}

/** How something can be shown on a stream. */
export interface Style {
  /** Characters in a line. */
  readonly columns: number;
  /** Whether there are characters beyond ASCII. */
  readonly unicode: boolean;
  /** Turns text bold, dim or red, where there are colours; else it leaves it. */
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** Whether there are the 24 shades of grey of a terminal with 256 colours. */
  readonly greys: boolean;
  /** Whether a line can be drawn again in its place. */
  readonly redraw: boolean;
}

/** How something can be shown on one of the terminal's streams. */
export function styleOf(stream: Output, env: Environment): Style {
  const color = hasColor(stream, env);
  return {
    columns: columnsOf(stream, env),
    unicode: hasUnicode(env),
    colors: picocolors.createColors(color),
    greys: color && (env.TERM?.includes('256') === true || isSet(env.COLORTERM)),
    redraw: stream.isTTY === true && env.TERM !== 'dumb' && !isSet(env.CI),
  };
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

/** See https://no-color.org and https://force-color.org. */
function hasColor({ isTTY }: Output, env: Environment): boolean {
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0';
  return isTTY === true && env.TERM !== 'dumb';
}
