import { expect, test } from 'vitest';

import { checkPixels, pixelBytes, type Pixels } from './pixels.js';

const bytes = Uint8Array.from({ length: 2 * 784 }, (_, i) => i % 256);

test('bytes, the bytes of a canvas and floats from 0 to 1 are pixels, and none of them is copied', () => {
  expect(checkPixels('images', bytes)).toBe(bytes);
  const clamped = Uint8ClampedArray.from(bytes);
  const checked = checkPixels('images', clamped);
  expect(checked).toEqual(bytes);
  expect(checked.buffer).toBe(clamped.buffer);
  const floats = Float32Array.from(bytes, (byte) => byte / 255);
  expect(checkPixels('images', floats)).toBe(floats);
});

test('floats become the bytes that they came from', () => {
  expect(
    pixelBytes(
      'images',
      Float32Array.from(bytes, (byte) => byte / 255),
    ),
  ).toEqual(bytes);
  expect(pixelBytes('images', bytes)).toBe(bytes);
});

test.each<[unknown, string]>([
  [Float64Array.from(bytes), 'images is Float64Array(1568): give bytes from 0 to 255 in a Uint8Array'],
  [[...bytes], 'images is Array(1568): give bytes'],
  [Int32Array.from(bytes), 'images is Int32Array(1568): give bytes'],
  [undefined, 'images is undefined: give bytes'],
  [bytes.buffer, 'images is an object of the class ArrayBuffer: give bytes'],
  [new Float32Array(784).fill(255, 5), 'images[5] is 255: give numbers from 0 to 1, or bytes in a Uint8Array.'],
  [new Float32Array(784).fill(NaN, 7), 'images[7] is NaN: give numbers from 0 to 1'],
  [new Float32Array(784).fill(-0.5, 9), 'images[9] is -0.5: give numbers from 0 to 1'],
  [bytes.subarray(1), 'images.length is 1567: give a multiple of 784.'],
])('%o is refused', (wrong, message) => {
  expect(() => checkPixels('images', wrong as Pixels)).toThrow(message);
  expect(() => pixelBytes('images', wrong as Pixels)).toThrow(message);
});

test('another number of images is refused', () => {
  expect(checkPixels('images', bytes, 2)).toBe(bytes);
  expect(() => checkPixels('images', bytes, 3)).toThrow(
    'images.length is 1568: give 2352, 784 pixels for each of 3 images.',
  );
});
