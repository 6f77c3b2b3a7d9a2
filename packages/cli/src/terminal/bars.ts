import type { Style } from './style.js';

/** Eighths of a character, from none to seven. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A horizontal bar.
 *
 * @param fraction 0..1 of the width.
 * @param width in characters; what the bar leaves of them is blank.
 */
export function bar(fraction: number, width: number, { unicode }: Pick<Style, 'unicode'>): string {
  if (!unicode) return '#'.repeat(Math.round(fraction * width)).padEnd(width);
  const eighths = Math.round(fraction * width * 8);
  return `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8]!}`.padEnd(width);
}
