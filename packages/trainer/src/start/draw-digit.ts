import { IMAGE_SIDE } from '@mnist-adder/dataset';

/** Digits lie in the middle 20 × 20 of their 28 × 28 pixels; one more all around shows those that do not quite. */
const MARGIN = 3;
const SIDE = IMAGE_SIDE - 2 * MARGIN;

/** The width of a drawn digit in characters. */
export const DRAWN_WIDTH = SIDE;

/**
 * Draws an image with characters, two pixels above each other in one.
 *
 * @param pixels [784], 0..255.
 * @returns lines of {@link DRAWN_WIDTH} characters.
 */
export function drawDigit(pixels: Uint8Array, unicode: boolean): string[] {
  const ink = (row: number, column: number) => pixels[(row + MARGIN) * IMAGE_SIDE + column + MARGIN]! / 255;
  return Array.from({ length: SIDE / 2 }, (_, line) =>
    Array.from({ length: SIDE }, (_, column) => {
      const [upper, lower] = [ink(2 * line, column), ink(2 * line + 1, column)];
      return unicode ? HALF_BLOCKS[Number(upper > 0.4)]![Number(lower > 0.4)]! : shade((upper + lower) / 2);
    }).join(''),
  );
}

const HALF_BLOCKS = [
  [' ', '▄'],
  ['▀', '█'],
];

/** From no ink to full ink. */
const SHADES = ' .:-=+*#%@';

const shade = (ink: number) => SHADES[Math.min(SHADES.length - 1, Math.floor(ink * SHADES.length))]!;
