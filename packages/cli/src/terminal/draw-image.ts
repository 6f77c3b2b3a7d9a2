import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Style } from './style.js';

/** Digits lie in the middle 20 × 20 of their 28 × 28 pixels; one more all around shows those that do not quite. */
export const DIGIT_MARGIN = 3;

/** How an image is drawn. */
export interface DrawOptions {
  readonly style: Pick<Style, 'unicode' | 'greys'>;
  /** Rows and columns that are left out on each side. Default: none. */
  readonly margin?: number;
}

/**
 * Draws an image with characters, two pixels above each other in one.
 *
 * @param pixels [784], 0..255.
 * @returns 14 lines of 28 characters, less the margin; escape sequences are in them where there are greys.
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

/** More than this is ink, where there is only ink and none. */
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

/** Upper half blocks, whose foreground is the pixel above and whose background is the one below. */
const inGrey: DrawLine = (upper, lower) =>
  `${Array.from(upper, (ink, i) => `\x1b[38;5;${grey(ink)};48;5;${grey(lower[i]!)}m▀`).join('')}\x1b[0m`;

/** The colours 232 to 255 of a terminal are greys from nearly black to nearly white. */
const grey = (ink: number) => 232 + Math.round((ink / 255) * 23);
