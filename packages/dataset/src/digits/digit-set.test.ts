import { expect, test } from 'vitest';

import { DatasetError } from '../errors.js';
import type { IdxArray } from '../idx/parse-idx.js';
import { numberedDigits, numbersOf } from '../../test/numbered-digits.js';
import { createDigitSet, firstImages, imageAt } from './digit-set.js';

function imagesOf(count: number, height = 28, width = 28): IdxArray {
  const data = Uint8Array.from({ length: count * height * width }, (_, index) => (index * 31) % 256);
  return { source: 'images', dimensions: [count, height, width], data };
}

function labelsOf(...labels: number[]): IdxArray {
  return { source: 'labels', dimensions: [labels.length], data: Uint8Array.from(labels) };
}

test('makes a set of images and labels, without a copy', () => {
  const images = imagesOf(3);
  const labels = labelsOf(0, 9, 5);
  const digits = createDigitSet({ images, labels });
  expect(digits.size).toBe(3);
  expect(digits.images).toBe(images.data);
  expect(digits.labels).toBe(labels.data);
});

test('turns transposed images upright, each by itself, and leaves the bytes it was given', () => {
  const images = imagesOf(2);
  const before = images.data.slice();
  const digits = createDigitSet({ images, labels: labelsOf(1, 2) }, { transposed: true });
  for (const [image, row, column] of [
    [0, 0, 27],
    [0, 5, 3],
    [1, 27, 0],
    [1, 14, 13],
  ] as const) {
    expect(digits.images[image * 784 + row * 28 + column]).toBe(before[image * 784 + column * 28 + row]);
  }
  expect(images.data).toEqual(before);
  const twice = createDigitSet(
    { images: { ...images, data: digits.images }, labels: labelsOf(1, 2) },
    { transposed: true },
  );
  expect(twice.images).toEqual(before);
});

test.each([
  ['image-shape', imagesOf(2, 32, 32), labelsOf(1, 2), 'images: expected images of 28×28 pixels'],
  ['image-shape', { ...imagesOf(2), dimensions: [2, 784] }, labelsOf(1, 2), 'found dimensions 2×784'],
  ['label-shape', imagesOf(2), { ...labelsOf(1, 2), dimensions: [2, 1] }, 'found dimensions 2×1'],
  ['label-range', imagesOf(2), labelsOf(1, 10), 'labels: expected labels from 0 to 9, found 10 for image 1'],
  [
    'count-mismatch',
    imagesOf(2),
    labelsOf(1, 2, 3),
    'images and labels: expected as many labels as images, found 2 images and 3',
  ],
  ['empty-set', imagesOf(0), labelsOf(), 'images: expected at least one image, found none'],
])('refuses with %s', (code, images, labels, message) => {
  const attempt = () => createDigitSet({ images, labels });
  expect(attempt).toThrow(DatasetError);
  expect(attempt).toThrow(expect.objectContaining({ code }));
  expect(attempt).toThrow(message);
});

test('gives one image as a view', () => {
  const { images } = numberedDigits(5);
  expect(numbersOf(imageAt(images, 3))).toEqual([3]);
  expect(imageAt(images, 4)).toHaveLength(784);
  expect(imageAt(images, 4).buffer).toBe(images.buffer);
  expect(() => imageAt(images, 5)).toThrow('index is 5: give an integer from 0 to 4.');
  expect(() => imageAt(images, -1)).toThrow('index is -1');
});

test('gives the first images of a set as views, and the whole set where it has no more', () => {
  const digits = numberedDigits(5);
  const first = firstImages(digits, 2);
  expect(numbersOf(first.images)).toEqual([0, 1]);
  expect(first).toMatchObject({ size: 2, labels: digits.labels.subarray(0, 2) });
  expect(first.images.buffer).toBe(digits.images.buffer);
  expect(firstImages(digits, 9)).toEqual(digits);
  expect(() => firstImages(digits, 1.5)).toThrow('count is 1.5: give an integer of at least 0.');
});
