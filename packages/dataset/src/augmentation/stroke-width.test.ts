import { expect, test } from 'vitest';
import { createStrokeWidth } from './stroke-width.js';

const SIDE = 28;

/** An image with a rectangle of one grey. */
const rectangle = (left: number, top: number, width: number, height: number, grey = 200) =>
  Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    return column >= left && column < left + width && row >= top && row < top + height ? grey : 0;
  });

function changed(image: Uint8Array, width: number): Uint8Array {
  const copy = image.slice();
  createStrokeWidth()(copy, width);
  return copy;
}

const ink = (image: Uint8Array) => image.reduce((total, value) => total + value, 0) / 200;

test('a width of 0 changes nothing', () => {
  expect(changed(rectangle(5, 5, 4, 12), 0)).toEqual(rectangle(5, 5, 4, 12));
});

test('each edge moves by whole pixels, and corners become blunt', () => {
  expect(ink(changed(rectangle(10, 8, 4, 12), 1))).toBe(4 * 12 + 2 * (4 + 12));
  expect(changed(rectangle(10, 8, 4, 12), -1)).toEqual(rectangle(11, 9, 2, 10));
  expect(changed(rectangle(10, 8, 6, 12), -2)).toEqual(rectangle(12, 10, 2, 8));
});

test('an edge moves by part of a pixel as part of the grey beside it', () => {
  const wider = changed(rectangle(10, 8, 4, 12), 0.25);
  expect(wider[10 * SIDE + 9]).toBe(50);
  const thinner = changed(rectangle(10, 8, 4, 12), -1.5);
  expect(thinner[14 * SIDE + 11]).toBe(100);
  expect(thinner[14 * SIDE + 10]).toBe(0);
});

test('there is no ink outside of the image: thinner strokes leave its edge, thicker ones stop there', () => {
  expect(changed(rectangle(0, 0, 5, 5), -1)).toEqual(rectangle(1, 1, 3, 3));
  expect(changed(rectangle(0, 0, 28, 28), 2)).toEqual(rectangle(0, 0, 28, 28));
});
