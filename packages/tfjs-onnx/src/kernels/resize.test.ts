import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { RESIZE_KERNELS } from './resize.js';

expectAllCompared(RESIZE_KERNELS);

const lengths = fc.integer({ min: 1, max: 7 });

test('resized images, with every alignment of pixels', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(lengths, lengths),
      fc.tuple(lengths, lengths),
      fc.constantFrom([false, false] as const, [true, false] as const, [false, true] as const),
      seeds,
      async ([height, width], size, [alignCorners, halfPixelCenters], seed) => {
        await compareWithEager({ x: example([2, height, width, 3], seed) }, ({ x }) => ({
          bilinear: tf.image.resizeBilinear(x as tf.Tensor4D, size, alignCorners, halfPixelCenters),
          nearest: tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size, alignCorners, halfPixelCenters),
        }));
      },
    ),
    { numRuns: 40 },
  );
});

const sides = fc.integer({ min: 2, max: 7 });

test('gradients of resized images', async () => {
  await fc.assert(
    fc.asyncProperty(sides, sides, fc.boolean(), seeds, async (from, to, alignCorners, seed) => {
      // TensorFlow.js's cpu kernels have the right gradients only for one square image of more than one pixel.
      const x = example([1, from, from, 2], seed);
      for (const resize of [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor]) {
        await compareGradientsWithEager({ x }, ({ x }) => resize(x as tf.Tensor4D, [to, to], alignCorners));
      }
    }),
    { numRuns: 30 },
  );
});
