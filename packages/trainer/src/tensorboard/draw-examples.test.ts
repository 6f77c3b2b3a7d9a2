import { describe, expect, test } from 'vitest';
import type { Example } from '../evaluation/examples.js';
import type { Canvas } from './canvas.js';
import { drawExamples } from './draw-examples.js';

/** How many pixels are of a kind. */
function count({ pixels }: Canvas, isKind: (red: number, green: number, blue: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < pixels.length; i += 3) found += Number(isKind(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!));
  return found;
}
const isGreen = (red: number, green: number) => green > red + 40;
const isRed = (red: number, green: number) => red > green + 40;
const isDark = (red: number, green: number, blue: number) => red + green + blue < 150;

const empty = new Uint8Array(784);
const right: Example = { pixels: empty, label: 7, digit: 7, addend: 5, sum: 12 };
const wrong: Example = { ...right, sum: 13 };

describe('drawExamples', () => {
  test('has a colour for what is right, and another for what is wrong', () => {
    expect(count(drawExamples([right]), isGreen)).toBeGreaterThan(500);
    expect(count(drawExamples([right]), isRed)).toBe(0);
    expect(count(drawExamples([wrong]), isGreen)).toBe(0);
    expect(count(drawExamples([wrong]), isRed)).toBeGreaterThan(500);
  });

  test('tells them apart without colour: what is wrong has a thicker frame and a longer text', () => {
    const paper = (canvas: Canvas) => count(canvas, (red, green, blue) => red + green + blue > 700);
    expect(paper(drawExamples([right])) - paper(drawExamples([wrong]))).toBeGreaterThan(1500);
  });

  test('a sum that is wrong makes the answer wrong, a digit that is wrong, too', () => {
    expect(count(drawExamples([{ ...right, digit: 6 }]), isRed)).toBeGreaterThan(500);
  });

  test('draws the digit, black on white', () => {
    const pixels = new Uint8Array(784).fill(255, 10 * 28, 12 * 28);
    const ink = (example: Example) => count(drawExamples([example]), isDark);
    expect(ink({ ...right, pixels }) - ink(right)).toBe(2 * 28 * 16);
  });

  test.each([
    [1, 1, 1],
    [3, 3, 1],
    [4, 3, 2],
    [6, 3, 2],
  ])('arranges %d examples in %d columns and %d rows', (examples, columns, rows) => {
    const one = drawExamples([right]);
    const three = drawExamples([right, right, right]);
    const six = drawExamples(Array<Example>(6).fill(right));
    const [width, height] = [(three.width - one.width) / 2, six.height - three.height];
    const canvas = drawExamples(Array<Example>(examples).fill(right));
    expect([canvas.width, canvas.height]).toEqual([
      one.width + (columns - 1) * width,
      one.height + (rows - 1) * height,
    ]);
    expect(canvas.pixels).toHaveLength(3 * canvas.width * canvas.height);
  });

  test('writes every digit, its own way', () => {
    const captions = Array.from({ length: 10 }, (_, digit) =>
      drawExamples([{ pixels: empty, label: digit, digit }]).pixels.join(),
    );
    expect(new Set(captions).size).toBe(10);
  });

  test('of nothing is an image all the same', () => {
    expect(drawExamples([]).pixels.length).toBeGreaterThan(0);
  });
});
