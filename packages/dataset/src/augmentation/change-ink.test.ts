import { expect, test } from 'vitest';
import { randomStream } from '../random/random-stream.js';
import { completeAugmentationSettings, type AugmentationSettings } from './augmentation-settings.js';
import { createInkChange } from './change-ink.js';

const PIXELS = 784;

/** Images of one grey, each changed by its own draws of one stream. */
function changed(grey: number, settings: AugmentationSettings, count: number, seed = 1): Uint8Array[] {
  const change = createInkChange(completeAugmentationSettings(settings))!;
  const stream = randomStream(seed);
  return Array.from({ length: count }, () => {
    const image = new Uint8Array(PIXELS).fill(grey);
    change(image, stream);
    return image;
  });
}

const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Uint8Array) => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
};

test('settings that change no ink give no function', () => {
  for (const settings of [{}, { shift: 2, scale: [0.5, 2] as const }, { noise: 50, probability: 0 }, { gamma: 1 }]) {
    expect(createInkChange(completeAugmentationSettings(settings))).toBeUndefined();
  }
});

test('noise is Gaussian, of a standard deviation that is uniform up to its setting, and keeps the mean', () => {
  const deviations = changed(128, { noise: 30 }, 400).map((image) => {
    expect(Math.abs(mean(image) - 128)).toBeLessThan(6);
    return deviation(image);
  });
  expect(Math.max(...deviations)).toBeGreaterThan(28);
  expect(Math.max(...deviations)).toBeLessThan(33);
  expect(deviations.reduce((sum, value) => sum + value, 0) / 400).toBeCloseTo(15, -0.5);
  const [noisy] = changed(128, { noise: 30 }, 1);
  const spread = deviation(noisy!);
  const within = (times: number) => noisy!.filter((value) => Math.abs(value - 128) < times * spread).length / PIXELS;
  expect(within(1)).toBeCloseTo(0.683, 1);
  expect(within(2)).toBeCloseTo(0.954, 1);
});

test('gamma leaves black and white, and greys go from v^g to v^(1/g)', () => {
  const greys = (grey: number) => changed(grey, { gamma: 2 }, 300).map((image) => image[0]!);
  expect(new Set([...greys(0), ...greys(255)])).toEqual(new Set([0, 255]));
  const middle = greys(128);
  expect(Math.min(...middle)).toBeCloseTo(64, -1);
  expect(Math.max(...middle)).toBeCloseTo(181, -1);
  expect(middle.filter((value) => value < 128).length / 300).toBeCloseTo(0.5, 1);
});

test('contrast is lost from either end: white minus black is at least the rest of it', () => {
  const settings = { contrast: 0.6 };
  const black = changed(0, settings, 300).map((image) => image[0]!);
  const white = changed(255, settings, 300).map((image) => image[0]!);
  const ranges = black.map((value, nth) => white[nth]! - value);
  expect(Math.min(...ranges)).toBeGreaterThanOrEqual(0.4 * 255 - 1);
  expect(Math.min(...ranges)).toBeLessThan(0.45 * 255);
  expect(Math.max(...black)).toBeGreaterThan(0.4 * 255);
  expect(Math.min(...white)).toBeLessThan(0.6 * 255);
});

test('a rectangle of one grey covers a part, its sides are at most as long as the setting', () => {
  const covered = changed(255, { erase: 9 }, 300).map((image) => {
    const places = [...image.keys()].filter((pixel) => image[pixel] !== 255);
    const columns = places.map((pixel) => pixel % 28);
    const rows = places.map((pixel) => Math.floor(pixel / 28));
    const [width, height] = [columns, rows].map((axis) => Math.max(...axis) - Math.min(...axis) + 1);
    if (places.length > 0) expect(places).toHaveLength(width! * height!);
    expect(new Set(places.map((pixel) => image[pixel])).size).toBeLessThanOrEqual(1);
    return places.length === 0 ? { width: 0, height: 0 } : { width, height };
  });
  expect(Math.max(...covered.map(({ width }) => width!))).toBe(9);
  expect(Math.max(...covered.map(({ height }) => height!))).toBe(9);
});

test('each change happens with the probability, independently of the others', () => {
  const images = changed(128, { noise: 60, contrast: 0.9, probability: 0.3 }, 1000);
  const noisy = images.map((image) => deviation(image) > 0.5);
  const same = images.filter((image) => image.every((value) => value === 128)).length / 1000;
  expect(noisy.filter(Boolean).length / 1000).toBeCloseTo(0.3, 1);
  expect(same).toBeCloseTo(0.7 ** 2, 1);
});

test('one setting leaves the draws of the others as they were', () => {
  const erase = { erase: 12 };
  const alone = changed(0, erase, 20);
  const together = changed(0, { ...erase, gamma: 3, blur: 1, strokes: [-1, 1] }, 20);
  expect(together).toEqual(alone);
});
