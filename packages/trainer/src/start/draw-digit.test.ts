import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { describe, expect, test } from 'vitest';
import { DRAWN_WIDTH, drawDigit } from './draw-digit.js';

/** A vertical bar of full ink in columns 13 and 14, rows 4 to 23. */
const bar = Uint8Array.from({ length: IMAGE_PIXELS }, (_, i) => {
  const [row, column] = [Math.floor(i / IMAGE_SIDE), i % IMAGE_SIDE];
  return row >= 4 && row < 24 && (column === 13 || column === 14) ? 255 : 0;
});

describe('drawDigit', () => {
  test('draws two pixels above each other in one character', () => {
    const lines = drawDigit(bar, true);
    expect(lines).toHaveLength(11);
    expect(lines.every((line) => line.length === DRAWN_WIDTH)).toBe(true);
    expect(lines[0]!.trim()).toBe('▄▄');
    expect(lines[5]).toBe(' '.repeat(10) + '██' + ' '.repeat(10));
    expect(lines[10]!.trim()).toBe('▀▀');
  });

  test('falls back to shades of ASCII', () => {
    const lines = drawDigit(bar, false);
    expect(lines[5]!.trim()).toBe('@@');
    expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
  });
});
