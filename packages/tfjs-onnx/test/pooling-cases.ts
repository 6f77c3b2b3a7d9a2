import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compareGradientsWithEager, compareWithEager, example } from './against-eager.js';

/** Tests that both poolings have to pass. */
export function testPooling(pool: typeof tf.maxPool): void {
  test('every rounding of the output size is the same as eagerly', async () => {
    for (const mode of ['floor', 'round', 'ceil'] as const) {
      const rounded = ({ x }: Record<'x', tf.Tensor>) => pool(x as tf.Tensor4D, 3, 2, 0, mode);
      const x = example([1, 8, 8, 2], 1);
      await compareWithEager({ x }, (tensors) => ({ y: rounded(tensors) }));
      const gradient = compareGradientsWithEager({ x }, rounded);
      if (mode === 'floor') await gradient;
      else await expect(gradient).rejects.toThrow(/PoolGrad.*dimRoundingMode/);
    }
  });

  test('a window as large as the image gives the same result and gradient', async () => {
    await compareGradientsWithEager({ x: example([2, 5, 4, 3], 1) }, ({ x }) =>
      pool(x as tf.Tensor4D, [5, 4], 1, 'valid'),
    );
  });

  test('padding before a pooling is not merged into it by ONNX Runtime', async () => {
    for (const [edge, size, padding] of [
      [1, 3, 'valid'],
      [3, 3, 'valid'],
      [1, 3, 'same'],
      [1, 1, 'same'],
      [2, 3, 1],
    ] as const) {
      await compareGradientsWithEager({ x: example([1, 5, 5, 1], 1, { low: -2, high: -1 }) }, ({ x }) => {
        // The first pooling leaves the channels first.
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
