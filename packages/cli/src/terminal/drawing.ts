import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Style } from './style.js';

/** MNIST's digits lie in the middle 20 × 20 of 28 × 28 pixels. This margin leaves one more pixel all around. */
export const DIGIT_MARGIN = 3;

/** Options of {@link drawImage}. */
export interface DrawOptions {
  readonly style: Pick<Style, 'unicode' | 'greys'>;
  /** Number of rows and columns to leave out on each side. Default: 0. */
  readonly margin?: number | undefined;
}

/**
 * Draws an image with characters. Each character shows two pixels, one above the other.
 *
 * @param pixels [784], 0..255.
 * @returns 14 lines of 28 characters, less the margin. With `greys` they contain escape sequences.
 */
export function drawImage(pixels: Uint8Array, { style, margin = 0 }: DrawOptions): string[] {
  const side = IMAGE_SIDE - 2 * margin;
  const draw = style.unicode ? (style.greys ? inGrey : inHalfBlocks) : inAscii;
  return Array.from({ length: side / 2 }, (_, line) => {
    const row = (2 * line + margin) * IMAGE_SIDE + margin;
    return draw(pixels.subarray(row, row + side), pixels.subarray(row + IMAGE_SIDE, row + IMAGE_SIDE + side));
  });
}

/** Draws two rows of pixels as one line. */
type DrawLine = (upper: Uint8Array, lower: Uint8Array) => string;

/** Pixels above this value are ink, if a character can only show ink or none. */
const INK = 0.4 * 255;

const inHalfBlocks: DrawLine = (upper, lower) =>
  Array.from(upper, (ink, i) => HALF_BLOCKS[Number(ink > INK)]![Number(lower[i]! > INK)]!).join('');

const HALF_BLOCKS = [
  [' ', '▄'],
  ['▀', '█'],
];

const inAscii: DrawLine = (upper, lower) =>
  Array.from(upper, (ink, i) => {
    const mean = (ink + lower[i]!) / 2 / 255;
    return SHADES[Math.min(SHADES.length - 1, Math.floor(mean * SHADES.length))]!;
  }).join('');

/** From no ink to full ink. */
const SHADES = ' .:-=+*#%@';

/** Draws upper half blocks. The foreground colour is the upper pixel, the background colour the lower one. */
const inGrey: DrawLine = (upper, lower) =>
  `${Array.from(upper, (ink, i) => `\x1b[38;5;${grey(ink)};48;5;${grey(lower[i]!)}m▀`).join('')}\x1b[0m`;

/** A terminal's colours 232 to 255 are greys from nearly black to nearly white. */
const grey = (ink: number) => 232 + Math.round((ink / 255) * 23);

/** Eighths of a character, from none to seven. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Draws a horizontal bar.
 *
 * @param fraction how much of the width the bar takes, 0..1.
 * @param width number of characters; the rest of them is blank.
 */
export function drawBar(fraction: number, width: number, { unicode }: Pick<Style, 'unicode'>): string {
  if (!unicode) return '#'.repeat(Math.round(fraction * width)).padEnd(width);
  const eighths = Math.round(fraction * width * 8);
  return `${'█'.repeat(Math.floor(eighths / 8))}${EIGHTHS[eighths % 8]!}`.padEnd(width);
}
