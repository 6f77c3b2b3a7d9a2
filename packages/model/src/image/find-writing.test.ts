import { imageAt, IMAGE_SIDE } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { beforeAll, expect, test } from 'vitest';
import { findInk } from './find-ink.js';
import { findWriting } from './find-writing.js';
import { resize } from './grey-image.js';
import { prepareImage } from './prepare-image.js';

/** Side of the pictures, in pixels. */
const SIDE = 200;

/** Side and place of the digit's image. */
const [DIGIT, LEFT, TOP] = [112, 40, 48];

type At<Value> = (x: number, y: number) => Value;

/** Draws a digit: its ink at each place, 0..1. */
let digits: At<number>[];
beforeAll(async () => {
  const { train } = await readMnist();
  digits = Array.from({ length: 10 }, (_, digit) => {
    const values = Float32Array.from(imageAt(train.images, train.labels.indexOf(digit)), (value) => value / 255);
    const large = resize({ width: IMAGE_SIDE, height: IMAGE_SIDE, values }, DIGIT, DIGIT).values;
    return (x, y) => {
      const [column, row] = [x - LEFT, y - TOP];
      const isInside = column >= 0 && row >= 0 && column < DIGIT && row < DIGIT;
      return isInside ? Math.min(1, Math.max(0, 0.5 + 3 * (large[row * DIGIT + column]! - 0.5))) : 0;
    };
  });
});

type Color = readonly [number, number, number];

function picture(at: At<Color>) {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE).fill(255);
  for (let i = 0; i < SIDE * SIDE; i++)
    data.set(
      at(i % SIDE, Math.floor(i / SIDE)).map((value) => 255 * value),
      4 * i,
    );
  return { width: SIDE, height: SIDE, data };
}

const grey = (value: number): Color => [value, value, value];
const isOn = (x: number, y: number) => x > 24 && x < 168 && y > 32 && y < 176;
const isAround = (x: number, y: number, width: number) =>
  isOn(x, y) && !(x > 24 + width && x < 168 - width && y > 32 + width && y < 176 - width);
const isEdge = (x: number, y: number, width: number) => Math.min(x, y, SIDE - 1 - x, SIDE - 1 - y) < width;
const tilted = (x: number, y: number): [number, number] => [x + 0.05 * y, y - 0.05 * x];

/** Pictures of dark ink on light paper, as lightness 0..1: `paper` is what the digit is drawn on, and `over` what is laid over it. */
const KINDS: readonly [name: string, paper: At<number>, over?: (value: number, x: number, y: number) => number][] = [
  ['in a thin frame', (x, y) => (isEdge(x, y, 2) ? 0.8 : 0.95)],
  ['in a thick frame', (x, y) => (isEdge(x, y, 9) ? 0.2 : 0.95)],
  ['with a frame on some sides', (x, y) => (x < 3 || y > 195 ? 0.4 : 0.95)],
  ['on a sheet on a darker table', (x, y) => (isOn(x, y) ? 0.95 : 0.35)],
  ['on a sheet that is not straight', (x, y) => (isOn(...tilted(x, y)) ? 0.95 : 0.35)],
  ['on a sheet cut by the edge', (x) => (x < 24 ? 0.35 : 0.95)],
  ['with dark corners', () => 0.95, (value, x, y) => value * (1 - 0.35 * (Math.hypot(x - 100, y - 100) / 141) ** 2)],
  ['in a printed box', (x, y) => (isAround(x, y, 2) ? 0.1 : 0.95)],
  ['in a thick box', (x, y) => (isAround(x, y, 6) ? 0.1 : 0.95)],
  ['in a box that is open above', (x, y) => (isAround(x, y, 2) && y > 40 ? 0.1 : 0.95)],
  ['with a dark strip', (x) => (x > 188 ? 0.05 : 0.95)],
  ['half in a shadow', () => 0.95, (value, x) => (x > 172 ? 0.65 : 1) * value],
  ['on squared paper', (x, y) => (x % 16 === 3 || y % 16 === 5 ? 0.6 : 0.95)],
  ['on lined paper', (_, y) => (y % 24 < 2 ? 0.5 : 0.95)],
  ['beside a margin line', (x) => (x > 28 && x < 31 ? 0.5 : 0.95)],
];

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

test.each(KINDS)('digits %s are found', (_, paper, over = (value: number) => value) => {
  for (const inverted of [false, true]) {
    const differences = digits.map((ink) => {
      const lightness = (at: At<number>, x: number, y: number) => at(x, y) + ink(x, y) * (0.1 - at(x, y));
      const tone = (value: number) => grey(inverted ? 1 - value : value);
      const plain = prepareImage(picture((x, y) => tone(lightness(() => 0.95, x, y))));
      const found = prepareImage(picture((x, y) => tone(over(lightness(paper, x, y), x, y))));
      return meanDifference(found, plain);
    });
    // Where lines cross a stroke, its edge is not the same. A digit that is not found differs by about 50.
    expect(Math.max(...differences)).toBeLessThan(30);
  }
});

test.each<[string, Color, Color]>([
  ['red on green', [0.9, 0.25, 0.2], [0.2, 0.6, 0.2]],
  ['red on blue', [0.92, 0.1, 0.15], [0.1, 0.25, 0.9]],
  ['green on magenta', [0.15, 0.6, 0.2], [0.85, 0.2, 0.8]],
])('digits that are as light as their paper are found by their colour: %s', (_, inkColor, paperColor) => {
  for (const ink of digits) {
    const mix = (x: number, y: number) => paperColor.map((value, i) => value + ink(x, y) * (inkColor[i]! - value));
    const found = prepareImage(picture((x, y) => mix(x, y) as unknown as Color));
    const plain = prepareImage(picture((x, y) => grey(1 - ink(x, y))));
    expect(meanDifference(found, plain)).toBeLessThan(5);
  }
});

test('nothing is removed from a clean drawing, wherever it is', () => {
  for (const [i, ink] of digits.entries()) {
    for (const [dx, dy] of [
      [0, 0],
      [i, -i],
      [LEFT, TOP],
      [-47, -40],
    ] as const) {
      const values = Float32Array.from(
        { length: SIDE * SIDE },
        (_, at) => 1 - ink((at % SIDE) + dx, Math.floor(at / SIDE) + dy),
      );
      const image = { width: SIDE, height: SIDE, values };
      const [all, writing] = [findInk(image), findWriting(image)];
      if (typeof all === 'string' || typeof writing === 'string') throw new Error('The digit is not found.');
      expect(writing.ink).toEqual(all.ink);
    }
  }
});

test('all digits of a number stay', () => {
  const image = {
    width: SIDE,
    height: SIDE,
    values: Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
      const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
      if (isEdge(x, y, 3)) return 0.3;
      return [30, 80, 130].some((left) => Math.abs(x - left - (120 - y) / 6) < 4 && y > 60 && y < 140) ? 0.1 : 0.95;
    }),
  };
  const writing = findWriting(image);
  if (typeof writing === 'string') throw new Error('Nothing is found.');
  const row = writing.ink.values.subarray(100 * SIDE, 101 * SIDE);
  expect(row.filter((ink, x) => ink > 0.5 && (row[x - 1] ?? 0) <= 0.5)).toHaveLength(3);
});
