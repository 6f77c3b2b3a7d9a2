import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { seeds, shapes } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { MAT_MUL_KERNELS } from './mat-mul.js';

expectAllCompared(MAT_MUL_KERNELS);

const lengths = fc.integer({ min: 1, max: 5 });

/** Shapes of factors whose product is (m × k) · (k × n), each of them transposed or not. */
const factors = (batch: readonly number[], m: number, k: number, n: number, transA: boolean, transB: boolean) =>
  [
    [...batch, ...(transA ? [k, m] : [m, k])],
    [...batch, ...(transB ? [n, k] : [k, n])],
  ] as const;

test('matrix products, with factors transposed or not, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes(0, 2, 3),
      lengths,
      lengths,
      lengths,
      fc.boolean(),
      fc.boolean(),
      seeds,
      async (batch, m, k, n, transA, transB, seed) => {
        const [first, second] = factors(batch, m, k, n, transA, transB);
        const examples = { a: example(first, seed), b: example(second, seed + 1) };
        await compareGradientsWithEager(examples, ({ a, b }) => tf.matMul(a, b, transA, transB));
      },
    ),
    { numRuns: 40 },
  );
});

test('matrix products with the batch broadcast', async () => {
  const examples = { a: example([2, 3, 4], 1), b: example([1, 4, 2], 2), c: example([4, 2], 3) };
  await compareWithEager(examples, ({ a, b, c }) => ({ ofOne: tf.matMul(a, b), ofNone: tf.matMul(a, c) }));
});

test('matrix products of factors that are transposed in memory, or repeated numbers', async () => {
  const examples = { a: example([3, 4], 1), b: example([5, 4], 2), x: example([2, 3, 4, 5], 3) };
  await compareGradientsWithEager(examples, ({ a, b, x }) =>
    tf.concat([
      tf.reshape(tf.matMul(tf.transpose(tf.transpose(a)), tf.transpose(b)), [-1]),
      tf.reshape(tf.matMul(a, tf.ones([4, 2])), [-1]),
      tf.reshape(tf.matMul(tf.fill([2, 4], 0.5), b, false, true), [-1]),
      tf.reshape(tf.matMul(tf.transpose(x, [0, 3, 2, 1]), tf.transpose(x, [0, 3, 1, 2])), [-1]),
    ]),
  );
});

test('matrix products of integers', async () => {
  const range = { low: -9, high: 9, dtype: 'int32' } as const;
  const examples = { a: example([3, 4], 1, range), b: example([4, 2], 2, range), c: example([2, 4, 3], 3, range) };
  await compareWithEager(examples, ({ a, b, c }) => ({ y: tf.matMul(a, b), batched: tf.matMul(c, a) }));
});

test('dot and outer products of vectors', async () => {
  const examples = { v: example([3], 1), w: example([3], 2), m: example([3, 3], 3) };
  await compareGradientsWithEager(examples, ({ v, w, m }) =>
    tf.concat([
      tf.reshape(tf.dot(v, w), [1]),
      tf.dot(v, m),
      tf.reshape(tf.outerProduct(v as tf.Tensor1D, w as tf.Tensor1D), [-1]),
    ]),
  );
});

test('fused matrix products with every activation, and their gradients', async () => {
  const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...activations),
      fc.boolean(),
      fc.boolean(),
      seeds,
      async (activation, transA, transB, seed) => {
        const [first, second] = factors([], 3, 4, 5, transA, transB);
        const examples = { a: example(first, seed), b: example(second, seed + 1), bias: example([5], seed + 2) };
        const fused = ({ a, b, bias }: Record<'a' | 'b' | 'bias', tf.Tensor>) =>
          tf.fused.matMul({
            a,
            b,
            transposeA: transA,
            transposeB: transB,
            bias,
            activation,
            leakyreluAlpha: 0.3,
            preluActivationWeights: tf.tensor1d([0.1, 0.2, 0.3, 0.4, 0.5]),
          });
        await compareWithEager(examples, (tensors) => ({ y: fused(tensors) }));
        if (activation === 'linear' || activation === 'relu' || activation === 'relu6') {
          await compareGradientsWithEager(examples, fused);
        }
      },
    ),
    { numRuns: 40 },
  );
});
