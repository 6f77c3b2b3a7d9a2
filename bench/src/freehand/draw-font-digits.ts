import { IMAGE_PIXELS, randomStream } from '@mnist-adder/dataset';
import { prepareImage } from '@mnist-adder/model';
import { pictureOfOutline } from './picture-of-outline.js';
import type { FontDigits } from './read-font-digits.js';

/** The longer side of a digit, as parts of the pad's. */
export const SIZES = [0.15, 0.3, 0.6, 0.85] as const;

/** Digits as a network sees them. */
export interface DrawnDigits {
  /** [n × 784], 0..255 */
  readonly images: Uint8Array;
  /** [n], 0..9 */
  readonly digits: readonly number[];
}

/** Draws every digit of every font once, each at a place of its own, which is the same every time. */
export async function drawFontDigits(fonts: readonly FontDigits[], size: number): Promise<DrawnDigits> {
  const all = fonts.flatMap(({ font, outlines }) => outlines.map((outline, digit) => ({ font, outline, digit })));
  const images = new Uint8Array(all.length * IMAGE_PIXELS);
  for (const [i, { font, outline, digit }] of all.entries()) {
    const places = randomStream(0, 'places', font, digit, String(size));
    const [across, down] = [places.uniform(), places.uniform()];
    images.set(prepareImage(await pictureOfOutline(outline, { size, across, down })), i * IMAGE_PIXELS);
  }
  return { images, digits: all.map(({ digit }) => digit) };
}
