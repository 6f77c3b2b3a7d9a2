import picocolors from 'picocolors';
import { columnsOf, hasColor, hasUnicode, isSet, type Environment, type Output } from './output.js';

/** What a stream can show. */
export interface Style {
  /** Number of characters in a line. */
  readonly columns: number;
  /** Whether it shows characters beyond ASCII. */
  readonly unicode: boolean;
  /** Makes text bold, dim or red; leaves it unchanged if there are no colours. */
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** Whether there are the 24 shades of grey of a terminal with 256 colours. */
  readonly greys: boolean;
  /** Whether a line can be redrawn in its place. */
  readonly redraw: boolean;
}

/** What one of the terminal's streams can show. */
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
