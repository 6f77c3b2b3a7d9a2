import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { describe, expect, test } from 'vitest';
import { DIGIT_MARGIN, drawBar, drawImage } from './drawing.js';

/** A vertical bar of full ink in columns 13 and 14, rows 4 to 23. */
const bar = Uint8Array.from({ length: IMAGE_PIXELS }, (_, i) => {
  const [row, column] = [Math.floor(i / IMAGE_SIDE), i % IMAGE_SIDE];
  return row >= 4 && row < 24 && (column === 13 || column === 14) ? 255 : 0;
});

describe('drawImage', () => {
  test('draws two pixels above each other in one character', () => {
    const lines = drawImage(bar, { style: { unicode: true, greys: false }, margin: DIGIT_MARGIN });
    expect(lines).toHaveLength(11);
    expect(lines.every((line) => line.length === 22)).toBe(true);
    expect(lines[0]!.trim()).toBe('▄▄');
    expect(lines[5]).toBe(' '.repeat(10) + '██' + ' '.repeat(10));
    expect(lines[10]!.trim()).toBe('▀▀');
  });

  test('falls back to shades of ASCII', () => {
    const lines = drawImage(bar, { style: { unicode: false, greys: true } });
    expect(lines).toHaveLength(14);
    expect(lines[5]).toBe(' '.repeat(13) + '@@' + ' '.repeat(13));
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  test('has shades of grey where the terminal has', () => {
    const [line] = drawImage(
      bar.map((ink) => ink / 2),
      { style: { unicode: true, greys: true }, margin: 13 },
    );
    expect(line).toBe('\x1b[38;5;243;48;5;243m▀\x1b[38;5;243;48;5;243m▀\x1b[0m');
  });
});

test.each([
  [0, '    ', '    '],
  [1, '████', '####'],
  [0.5, '██  ', '##  '],
  [0.03125, '▏   ', '    '],
  [0.6, '██▍ ', '##  '],
])('%d of four characters is %j, or %j', (fraction, unicode, ascii) => {
  expect(drawBar(fraction, 4, { unicode: true })).toBe(unicode);
  expect(drawBar(fraction, 4, { unicode: false })).toBe(ascii);
});
