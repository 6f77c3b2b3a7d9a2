import opentype from 'opentype.js';
import { expect, test } from 'vitest';
import { digitsOfFont } from './digits-of-font.js';

/** A font of 500 units with bars as digits: each is a tenth of the font's size wider than the one before. */
function barFont(digits: string): Uint8Array {
  const bars = Array.from(digits, (digit) => {
    const path = new opentype.Path();
    const right = 50 + 50 * (Number(digit) + 1);
    path.moveTo(50, 0);
    path.lineTo(50, 400);
    path.lineTo(right, 400);
    path.lineTo(right, 0);
    path.close();
    return new opentype.Glyph({ name: `bar${digit}`, unicode: digit.charCodeAt(0), advanceWidth: 600, path });
  });
  const none = new opentype.Glyph({ name: '.notdef', unicode: 0, advanceWidth: 600, path: new opentype.Path() });
  const names = { familyName: 'Bars', styleName: 'Regular' };
  const lines = { unitsPerEm: 500, ascender: 400, descender: -100 };
  return new Uint8Array(new opentype.Font({ ...names, ...lines, glyphs: [none, ...bars] }).toArrayBuffer());
}

test('digits are in thousandths of the font’s size, above the line', () => {
  const outlines = digitsOfFont(barFont('0123456789'));
  expect(outlines.map(({ width }) => width)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  expect(outlines[3]).toMatchObject({ left: 100, top: -800, width: 400, height: 800 });
  expect(outlines[0]!.path).toBe('M100 0L100-800L200-800L200 0');
});

test('a font that lacks one says which', () => {
  expect(() => digitsOfFont(barFont('012345689'))).toThrow('The font has no digit 7');
});
