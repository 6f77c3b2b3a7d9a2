import fc from 'fast-check';
import { expect, test } from 'vitest';

import { randomStream, type RandomStream } from '../random/random-stream.js';
import { augmentImages } from './augment-images.js';
import { AUGMENTATION_RANGES, type AugmentationSettings } from './augmentation-settings.js';

const SIDE = 28;

/** A stream that gives these fractions for shift right, shift down, rotation, scale and shear: ½ is the middle of a range. */
function drawn({ right = 0.5, down = 0.5, rotation = 0.5, scale = 0.5, shear = 0.5 }): RandomStream {
  const fractions = [right, down, rotation, scale, shear];
  let next = 0;
  return { ...randomStream(0), uniform: () => fractions[next++ % fractions.length]! };
}

/** An image with these values at [column, row]. */
function image(...pixels: readonly (readonly [column: number, row: number, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(SIDE * SIDE);
  for (const [column, row, value] of pixels) bytes[row * SIDE + column] = value;
  return bytes;
}

/** Images with ink everywhere. */
const noise = (count: number) => Uint8Array.from({ length: count * 784 }, (_, i) => (i * 2654435761) >>> 24);

/** Images with a square of 8×8 full pixels in their middle. */
const squares = (count: number) =>
  Uint8Array.from({ length: count * 784 }, (_, i) => {
    const [column, row] = [i % SIDE, Math.floor(i / SIDE) % SIDE];
    return column >= 10 && column < 18 && row >= 10 && row < 18 ? 255 : 0;
  });

const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);

const inRange = ([min, max]: readonly [number, number]) => fc.double({ min, max, noNaN: true });

const anySettings: fc.Arbitrary<AugmentationSettings> = fc.record(
  {
    shift: inRange(AUGMENTATION_RANGES.shift),
    rotation: inRange(AUGMENTATION_RANGES.rotation),
    scale: fc
      .tuple(inRange(AUGMENTATION_RANGES.scale), inRange(AUGMENTATION_RANGES.scale))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    shear: inRange(AUGMENTATION_RANGES.shear),
    elastic: fc.record({
      amplitude: inRange(AUGMENTATION_RANGES.amplitude),
      smoothness: inRange(AUGMENTATION_RANGES.smoothness),
    }),
  },
  { requiredKeys: [] },
);

const all: AugmentationSettings = {
  shift: 2,
  rotation: 15,
  scale: [0.9, 1.1],
  shear: 10,
  elastic: { amplitude: 1.4, smoothness: 4 },
};

test('settings that change nothing give the same bytes', () => {
  const images = noise(3);
  for (const settings of [{}, { scale: [1, 1] as const, elastic: { amplitude: 0, smoothness: 4 } }]) {
    expect(augmentImages(images, settings, randomStream(1))).toEqual(images);
  }
});

test('a shift by whole pixels moves every pixel exactly, and what leaves the frame is gone', () => {
  const images = noise(1);
  const moved = augmentImages(images, { shift: 4 }, drawn({ right: 1, down: 0.25 }));
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const isInside = column >= 4 && row + 2 < SIDE;
      expect(moved[row * SIDE + column]).toBe(isInside ? images[(row + 2) * SIDE + column - 4] : 0);
    }
  }
});

test('a shift by part of a pixel shares its ink between neighbours', () => {
  const moved = augmentImages(image([5, 7, 200]), { shift: 1 }, drawn({ right: 0.625 }));
  expect(moved).toEqual(image([5, 7, 150], [6, 7, 50]));
});

test('a rotation by 90 degrees turns every pixel exactly, clockwise for the largest draw', () => {
  const images = noise(1);
  const clockwise = augmentImages(images, { rotation: 90 }, drawn({ rotation: 1 }));
  const back = augmentImages(clockwise, { rotation: 90 }, drawn({ rotation: 0 }));
  expect(back).toEqual(images);
  expect(augmentImages(image([20, 3, 9]), { rotation: 90 }, drawn({ rotation: 1 }))).toEqual(image([24, 20, 9]));
});

test('a scale of 2 makes a square twice as wide and high, of ½ half as wide and high', () => {
  expect(sum(augmentImages(squares(1), { scale: [0.5, 2] }, drawn({ scale: 1 }))) / sum(squares(1))).toBeCloseTo(4, 1);
  expect(sum(augmentImages(squares(1), { scale: [0.5, 2] }, drawn({ scale: 0 }))) / sum(squares(1))).toBeCloseTo(0.25);
});

test('shear moves rows against each other by the tangent of its angle, and none of them up or down', () => {
  const stroke = image(...Array.from({ length: 20 }, (_, row) => [14, row + 4, 255] as const));
  const leaning = augmentImages(stroke, { shear: 45 }, drawn({ shear: 1 }));
  const columnOf = (row: number) => {
    const values = leaning.subarray(row * SIDE, (row + 1) * SIDE);
    return values.reduce((total, value, column) => total + column * value, 0) / sum(values);
  };
  expect(columnOf(8) - columnOf(19)).toBeCloseTo(11, 1);
  expect(sum(leaning.subarray(0, 4 * SIDE))).toBe(0);
});

test('a batch depends on its stream and settings only, leaves its images as they were, and each image has draws of its own', () => {
  const images = squares(4);
  const before = images.slice();
  const batch = (index: number, settings = all) => augmentImages(images, settings, randomStream(3, 'a', 0, index));
  expect(batch(0)).toEqual(batch(0));
  expect(batch(0)).not.toEqual(batch(1));
  expect(images).toEqual(before);
  const distinct = new Set(
    [0, 1, 2, 3].map((nth) =>
      batch(0)
        .subarray(nth * 784, (nth + 1) * 784)
        .join(),
    ),
  );
  expect(distinct.size).toBe(4);
});

test('one setting leaves the draws of the others as they were', () => {
  const turned = augmentImages(squares(1), { rotation: 20 }, randomStream(5));
  const alsoShifted = augmentImages(squares(1), { rotation: 20, shift: 3 }, randomStream(5));
  const [right, down] = [randomStream(5), randomStream(5)].map((stream, skipped) => {
    if (skipped) stream.uniform();
    return (2 * stream.uniform() - 1) * 3;
  });
  const centre = (pixels: Uint8Array, coordinate: (index: number) => number) =>
    pixels.reduce((total, value, index) => total + coordinate(index) * value, 0) / sum(pixels);
  const x = (index: number) => index % SIDE;
  const y = (index: number) => Math.floor(index / SIDE);
  expect(centre(alsoShifted, x) - centre(turned, x)).toBeCloseTo(right!, 1);
  expect(centre(alsoShifted, y) - centre(turned, y)).toBeCloseTo(down!, 1);
});

test('stays the augmentation it was: saved runs go on with the images they would have had', () => {
  const augmented = augmentImages(squares(2), all, randomStream(7));
  const row = augmented.subarray(9 * SIDE + 8, 9 * SIDE + 21);
  expect([...row]).toEqual([0, 0, 137, 255, 255, 255, 255, 255, 255, 255, 247, 52, 0]);
  expect(sum(augmented)).toBe(28_772);
});

test('changes of ink leave the draws of movements as they were, and stay the changes they were', () => {
  const images = squares(40);
  const moved = augmentImages(images, all, randomStream(7));
  const inks: AugmentationSettings = { strokes: [-1, 1], blur: 1.5, gamma: 2, contrast: 0.7, noise: 50, erase: 12 };
  const changed = augmentImages(images, { ...all, ...inks, probability: 0.2 }, randomStream(7));
  const isSame = Array.from({ length: 40 }, (_, nth) => {
    const [first, end] = [nth * 784, (nth + 1) * 784];
    return changed.subarray(first, end).every((value, pixel) => value === moved[first + pixel]);
  });
  expect(isSame.flatMap((same, nth) => (same ? [nth] : []))).toEqual([5, 8, 18, 19, 24, 25, 26, 29, 33, 37, 38, 39]);
  expect(sum(changed)).toBe(1_020_300);
});

test('with any settings that move, images without ink stay without, and none is darker than its darkest pixel', () => {
  fc.assert(
    fc.property(anySettings, fc.integer(), fc.integer({ min: 1, max: 255 }), (settings, seed, value) => {
      const blank = augmentImages(new Uint8Array(784), settings, randomStream(seed));
      const flat = augmentImages(new Uint8Array(784).fill(value), settings, randomStream(seed));
      expect(blank.some((pixel) => pixel !== 0)).toBe(false);
      expect(flat.some((pixel) => pixel > value)).toBe(false);
    }),
  );
});

test('moderate changes keep the ink of a centred shape, on average', () => {
  const count = 400;
  const inks = sum(augmentImages(squares(count), all, randomStream(1))) / sum(squares(count));
  // The mean of the squares of factors from 0.9 to 1.1 is 1.003; elastic distortion leaves areas alone on average.
  expect(inks).toBeGreaterThan(0.98);
  expect(inks).toBeLessThan(1.03);
});

test.each<[AugmentationSettings, string]>([
  [{ shift: -1 }, 'settings.shift is -1: give a number from 0 to 28.'],
  [{ rotation: Number.NaN }, 'settings.rotation is NaN: give a number from 0 to 180.'],
  [{ scale: [0, 1] }, 'settings.scale[0] is 0: give a number from 0.25 to 4.'],
  [{ scale: [1.1, 0.9] }, 'settings.scale is "1.1, 0.9": give the smaller factor before the larger.'],
  [{ strokes: [-5, 0] }, 'settings.strokes[0] is -5: give a number from -4 to 4.'],
  [{ strokes: [1, -1] }, 'settings.strokes is "1, -1": give the smaller width before the larger.'],
  [{ blur: 5 }, 'settings.blur is 5: give a number from 0 to 4.'],
  [{ gamma: 0.5 }, 'settings.gamma is 0.5: give a number from 1 to 8.'],
  [{ contrast: 1 }, 'settings.contrast is 1: give a number from 0 to 0.9.'],
  [{ noise: -1 }, 'settings.noise is -1: give a number from 0 to 255.'],
  [{ erase: 29 }, 'settings.erase is 29: give a number from 0 to 28.'],
  [{ probability: 2 }, 'settings.probability is 2: give a number from 0 to 1.'],
  [{ shear: 61 }, 'settings.shear is 61: give a number from 0 to 60.'],
  [{ elastic: { amplitude: 29, smoothness: 4 } }, 'settings.elastic.amplitude is 29'],
  [{ elastic: { amplitude: 1, smoothness: 0 } }, 'settings.elastic.smoothness is 0'],
])('refuses %j', (settings, message) => {
  expect(() => augmentImages(squares(1), settings, randomStream(0))).toThrow(message);
});

test.each<[object, string]>([
  [{ rotate: 10 }, 'settings.rotate is 10: give one of shift, rotation, scale, shear, elastic, strokes,'],
  [
    { elastic: { amplitude: 1, smooth: 4 } },
    'settings.elastic.smooth is 4: give one of amplitude, smoothness instead.',
  ],
  [{ elastic: { amplitude: 1 } }, 'settings.elastic.smoothness is undefined: give a number from 1 to 28.'],
  [{ rotation: '10' }, 'settings.rotation is "10": give a number from 0 to 180.'],
  [{ scale: 2 }, 'settings.scale is 2: give the minimum and the maximum factor in an array.'],
])('refuses settings that do not exist or are no numbers: %j', (settings, message) => {
  expect(() => augmentImages(squares(1), settings, randomStream(0))).toThrow(message);
});

test('takes the pixels of a canvas and floats, and refuses what are no pixels', () => {
  const images = noise(2);
  const augmented = augmentImages(images, all, randomStream(1));
  for (const same of [Uint8ClampedArray.from(images), Float32Array.from(images, (byte) => byte / 255)]) {
    expect(augmentImages(same, all, randomStream(1))).toEqual(augmented);
  }
  expect(() => augmentImages(new Float32Array(784).fill(NaN), all, randomStream(1))).toThrow('images[0] is NaN');
});

test('refuses a part of an image', () => {
  expect(() => augmentImages(new Uint8Array(785), {}, randomStream(0))).toThrow('give a multiple of 784');
});
