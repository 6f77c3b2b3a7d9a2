import { expect, test } from 'vitest';

import { ArgumentError, DatasetError } from '../errors.js';
import type { IdxArray } from '../idx/parse-idx.js';
import { numberedDigits, numbersOf } from '../../test/numbered-digits.js';
import { checkDigitSet, createDigitSet, type DigitSet, firstImages, imageAt } from './digit-set.js';

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

test('takes plain bytes, pixels of a canvas and floats, with labels in any array', () => {
  const { data } = imagesOf(3);
  const digits = createDigitSet({ images: data, labels: [0, 9, 5] });
  expect(digits).toEqual({ images: data, labels: Uint8Array.of(0, 9, 5), size: 3 });
  expect(digits.images).toBe(data);
  for (const images of [Uint8ClampedArray.from(data), Float32Array.from(data, (byte) => byte / 255)]) {
    expect(createDigitSet({ images, labels: Int32Array.of(0, 9, 5) })).toEqual(digits);
  }
  expect(createDigitSet({ images: data, labels: [0, 9, 5] }, { transposed: true }).images[1]).toBe(data[28]);
});

test.each<[object, string]>([
  [{ images: new Uint8Array(784) }, 'labels is undefined: give an array of labels from 0 to 9.'],
  [{ labels: [1] }, 'images is undefined: give bytes from 0 to 255'],
  [{ images: [...new Uint8Array(784)], labels: [1] }, 'images is Array(784): give bytes from 0 to 255'],
  [{ images: new Uint8Array(700), labels: [1] }, 'images.length is 700: give a multiple of 784.'],
  [
    { images: { ...imagesOf(1), data: new Uint8Array(700) }, labels: [1] },
    'images.length is 700: give 784, 784 pixels for each of 1 images.',
  ],
  [{ images: new Uint8Array(784), labels: 5 }, 'labels is 5: give an array of labels'],
])('refuses %o', (arrays, message) => {
  const attempt = () => createDigitSet(arrays as Parameters<typeof createDigitSet>[0]);
  expect(attempt).toThrow(ArgumentError);
  expect(attempt).toThrow(message);
});

test('refuses labels that are no digits, wherever they come from', () => {
  for (const wrong of [77, -1, 0.5, NaN, '1']) {
    const labels = [1, wrong] as number[];
    const attempt = () => createDigitSet({ images: new Uint8Array(2 * 784), labels });
    expect(attempt).toThrow(expect.objectContaining({ code: 'label-range' }));
    expect(attempt).toThrow(`labels: expected labels from 0 to 9, found ${wrong} for image 1.`);
  }
});

test('checks a set that was put together by hand, and returns it as it is', () => {
  const digits = numberedDigits(5);
  expect(checkDigitSet('validation', digits)).toBe(digits);
  const { images } = digits;
  const clamped = { ...digits, images: Uint8ClampedArray.from(images) } as unknown as DigitSet;
  expect(checkDigitSet('validation', clamped)).toEqual(digits);
  const refused = (change: object) => () => checkDigitSet('validation', { ...digits, ...change });
  expect(refused({ labels: new Uint8Array(200) })).toThrow(expect.objectContaining({ code: 'count-mismatch' }));
  expect(refused({ labels: new Uint8Array(5).fill(77) })).toThrow(
    'validation.labels: expected labels from 0 to 9, found 77',
  );
  expect(refused({ images: new Uint8Array(), labels: new Uint8Array(), size: 0 })).toThrow(
    'validation.images: expected at least one image, found none.',
  );
  expect(refused({ size: 4 })).toThrow('validation.size is 4: give 5, the number of its images.');
  expect(refused({ images: Float64Array.from(images) })).toThrow('validation.images is Float64Array(3920)');
  expect(() => checkDigitSet('validation', undefined as unknown as DigitSet)).toThrow(
    'validation is undefined: give an object with images, labels, size.',
  );
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
