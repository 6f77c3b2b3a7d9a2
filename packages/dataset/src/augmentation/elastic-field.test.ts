import { describe, expect, test } from 'vitest';

import { randomStream } from '../random/random-stream.js';
import { createElasticField } from './elastic-field.js';

const PIXEL = 1 << 16;

/** The mean over many fields of the product of how far two pixels of a row move, in square pixels. */
function covariance(settings: { amplitude: number; smoothness: number }, row: number, from: number, to: number) {
  const field = createElasticField(settings, PIXEL);
  const stream = randomStream(1, 'elastic field');
  const draws = 1500;
  let total = 0;
  for (let draw = 0; draw < draws; draw++) {
    const { x, y } = field(stream);
    for (const axis of [x, y]) total += (axis[row * 28 + from]! / PIXEL) * (axis[row * 28 + to]! / PIXEL);
  }
  return total / (2 * draws);
}

describe.each([1.5, 4, 10])('a field of smoothness %d', (smoothness) => {
  const settings = { amplitude: 2, smoothness };

  test.each([
    [0, 0],
    [13, 14],
    [27, 27],
  ])('moves the pixel in row %d, column %d by its amplitude', (row, column) => {
    expect(Math.abs(Math.sqrt(covariance(settings, row, column, column)) - 2)).toBeLessThan(0.1);
  });

  test.each([0.5, 1, 2])('is as smooth as noise under a Gaussian, %d standard deviations away', (deviations) => {
    const distance = Math.round(deviations * smoothness);
    const correlation = covariance(settings, 9, 3, 3 + distance) / 4;
    expect(Math.abs(correlation - Math.exp(-(distance ** 2) / (4 * smoothness ** 2)))).toBeLessThan(0.1);
  });
});

test('the two axes move independently of each other, and of the field before', () => {
  const field = createElasticField({ amplitude: 1, smoothness: 4 }, PIXEL);
  const stream = randomStream(2, 'elastic field');
  let [axes, before, last] = [0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) {
    const { x, y } = field(stream);
    const [right, down] = [x[400]! / PIXEL, y[400]! / PIXEL];
    axes += right * down;
    before += right * last;
    last = right;
  }
  // Four standard deviations of such a mean are 0.063.
  expect(Math.abs(axes / 4000)).toBeLessThan(0.063);
  expect(Math.abs(before / 4000)).toBeLessThan(0.063);
});
