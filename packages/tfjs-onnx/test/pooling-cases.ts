import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compareGradientsWithEager, compareWithEager, example } from './against-eager.js';

/** What holds of both poolings. */
export function testPooling(pool: typeof tf.maxPool): void {
  test('rounding of the output size', async () => {
    for (const mode of ['floor', 'round', 'ceil'] as const) {
      const rounded = ({ x }: Record<'x', tf.Tensor>) => pool(x as tf.Tensor4D, 3, 2, 0, mode);
      const x = example([1, 8, 8, 2], 1);
      await compareWithEager({ x }, (tensors) => ({ y: rounded(tensors) }));
      const gradient = compareGradientsWithEager({ x }, rounded);
      if (mode === 'floor') await gradient;
      else await expect(gradient).rejects.toThrow(/PoolGrad.*dimRoundingMode/);
    }
  });

  test('a window as large as the image, and its gradient', async () => {
    await compareGradientsWithEager({ x: example([2, 5, 4, 3], 1) }, ({ x }) =>
      pool(x as tf.Tensor4D, [5, 4], 1, 'valid'),
    );
  });

  test('images that have just been padded, which ONNX Runtime would make part of the pooling', async () => {
    for (const [edge, size, padding] of [
      [1, 3, 'valid'],
      [3, 3, 'valid'],
      [1, 3, 'same'],
      [1, 1, 'same'],
      [2, 3, 1],
    ] as const) {
      await compareGradientsWithEager({ x: example([1, 5, 5, 1], 1, { low: -2, high: -1 }) }, ({ x }) => {
        // The first pooling makes the channels come first.
        const images = tf.avgPool(x as tf.Tensor4D, 2, 1, 'valid');
        return pool(
          tf.pad(images, [
            [0, 0],
            [edge, edge],
            [edge, edge],
            [0, 0],
          ]),
          size,
          1,
          padding,
        );
      });
    }
  });
}
