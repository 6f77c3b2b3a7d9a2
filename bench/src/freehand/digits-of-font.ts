import opentype from 'opentype.js';
import type { Outline } from './picture-of-outline.js';

/** Units to a font's size. What a path is rounded to is finer than any picture. */
const SIZE = 1000;

/**
 * The outlines of the digits 0 to 9 in a font.
 *
 * @param font what is in a TrueType, OpenType or WOFF file.
 * @throws {Error} where it has none for a digit.
 */
export function digitsOfFont(font: Uint8Array): Outline[] {
  const parsed = opentype.parse(Uint8Array.from(font).buffer);
  return Array.from({ length: 10 }, (_, digit) => {
    const path = parsed.charToGlyph(String(digit)).getPath(0, 0, SIZE);
    const { x1, y1, x2, y2 } = path.getBoundingBox();
    if (!parsed.hasChar(String(digit)) || x2 <= x1 || y2 <= y1) throw new Error(`The font has no digit ${digit}`);
    return { path: path.toPathData(2), left: x1, top: y1, width: x2 - x1, height: y2 - y1 };
  });
}
