import { randomStream } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { corrupted } from './corruption.js';
import { CORRUPTIONS } from './corruptions.js';

const SIDE = 28;

/** A bar of four pixels' width in each of some images. */
function bars(count: number): Uint8Array {
  const images = new Uint8Array(count * SIDE * SIDE);
  for (let i = 0; i < images.length; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE) % SIDE];
    if (x >= 12 && x < 16 && y >= 6 && y < 22) images[i] = 200;
  }
  return images;
}

const by = (name: string) =>
  corrupted(
    bars(3),
    CORRUPTIONS.find((corruption) => corruption.name === name)!,
  );
const ink = (images: Uint8Array) => images.reduce((sum, value) => sum + Number(value > 100), 0);

test('every corruption is the same each time, and all but the clean one change the images', () => {
  for (const corruption of CORRUPTIONS) {
    const images = bars(5);
    const changed = corrupted(images, corruption);
    expect(images).toEqual(bars(5));
    expect(corrupted(images, corruption)).toEqual(changed);
    expect(changed).toHaveLength(images.length);
    if (corruption.name === 'clean') expect(changed).toEqual(images);
    else expect(changed).not.toEqual(images);
  }
});

test('strokes lose or gain a pixel at each edge', () => {
  expect(ink(by('thin strokes'))).toBe(3 * 2 * 14);
  expect(ink(by('thick strokes'))).toBe(3 * (4 * 16 + 2 * 16 + 2 * 4));
});

test('blur keeps the ink, noise has its spread, an inverted image its ink where the ground was', () => {
  const sum = (images: Uint8Array) => images.reduce((total, value) => total + value, 0);
  expect(sum(by('blur')) / sum(bars(3))).toBeCloseTo(1, 2);
  expect(by('inverted').every((value, i) => value === 255 - bars(3)[i]!)).toBe(true);
  const grey = new Uint8Array(100 * SIDE * SIDE).fill(128);
  const noisy = CORRUPTIONS.find(({ name }) => name === 'noise')!.corrupt(grey, randomStream(1));
  const mean = sum(noisy) / noisy.length;
  const deviation = Math.sqrt(noisy.reduce((total, value) => total + (value - mean) ** 2, 0) / noisy.length);
  expect(mean).toBeCloseTo(128, 0);
  expect(deviation).toBeGreaterThan(48);
  expect(deviation).toBeLessThan(51);
});
