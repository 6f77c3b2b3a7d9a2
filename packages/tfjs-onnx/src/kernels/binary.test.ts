import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { broadcastPairs, seeds, shapes } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { record } from '../record.js';
import { BINARY_KERNELS } from './binary.js';

expectAllCompared(BINARY_KERNELS);

type Op = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const flat = (tensors: readonly tf.Tensor[]) => tf.concat(tensors.map((tensor) => tf.reshape(tensor, [-1])));

// TensorFlow.js has gradients of these only for operands of the same shape.
const SAME_SHAPE: readonly Op[] = [tf.maximum, tf.minimum, tf.squaredDifference];

test('arithmetic with broadcasting, and its gradients', async () => {
  const ops: Op[] = [tf.add, tf.sub, tf.mul, tf.div, (a, b) => tf.pow(tf.abs(a), b)];
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, async ([first, second], seed) => {
      const examples = {
        a: example(first, seed, { low: -3, high: 3 }),
        b: example(second, seed + 1, { low: 0.5, high: 2 }),
      };
      await compareGradientsWithEager(examples, ({ a, b }) => flat(ops.map((op) => op(a, b))));
      await compareWithEager(examples, ({ a, b }) => ({
        prelu: tf.prelu(a, b),
        y: flat([...SAME_SHAPE.map((op) => op(a, b)), ...SAME_SHAPE.map((op) => op(b, a))]),
      }));
    }),
    { numRuns: 40 },
  );
});

test('arithmetic of operands of the same shape, with equal numbers', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(0, 4), seeds, async (shape, seed) => {
      const examples = {
        a: example(shape, seed, { low: -1, high: 1, step: 1 }),
        b: example(shape, seed + 1, { low: -1, high: 1, step: 1 }),
      };
      await compareGradientsWithEager(examples, ({ a, b }) =>
        flat([...SAME_SHAPE.map((op) => op(a, b)), tf.prelu(a, b), tf.mod(a, tf.add(b, 2.5))]),
      );
    }),
    { numRuns: 20 },
  );
});

test('floor division and remainder of floats', async () => {
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, fc.boolean(), async ([first, second], seed, negative) => {
      const examples = {
        a: example(first, seed, { low: -9, high: 9 }),
        b: example(second, seed + 1, negative ? { low: -3, high: -1 } : { low: 1, high: 3 }),
      };
      await compareWithEager(examples, ({ a, b }) => ({ floorDiv: tf.floorDiv(a, b), mod: tf.mod(a, b) }));
    }),
    { numRuns: 20 },
  );
});

test('arithmetic of integers', async () => {
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, fc.boolean(), async ([first, second], seed, negative) => {
      const examples = {
        a: example(first, seed, { low: -20, high: 20, dtype: 'int32' }),
        b: example(second, seed + 1, { dtype: 'int32', ...(negative ? { low: -5, high: -1 } : { low: 1, high: 5 }) }),
      };
      await compareWithEager(examples, ({ a, b }) => ({
        add: tf.add(a, b),
        addN: tf.addN([a, a, a]),
        div: tf.div(a, b),
        floorDiv: tf.floorDiv(a, b),
        maximum: tf.maximum(a, b),
        minimum: tf.minimum(a, b),
        mod: tf.mod(a, b),
        mul: tf.mul(a, b),
        pow: tf.pow(a, tf.abs(b)),
        squaredDifference: tf.squaredDifference(a, b),
        sub: tf.sub(a, b),
        withFloats: tf.add(a, tf.cast(b, 'float32')),
      }));
    }),
    { numRuns: 20 },
  );
});

test('comparisons of every type, with broadcasting', async () => {
  await fc.assert(
    fc.asyncProperty(
      broadcastPairs,
      seeds,
      fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const),
      async ([first, second], seed, dtype) => {
        const range = { low: -2, high: 2, step: 1, dtype };
        const examples = { a: example(first, seed, range), b: example(second, seed + 1, range) };
        await compareWithEager(examples, ({ a, b }) => ({
          equal: tf.equal(a, b),
          notEqual: tf.notEqual(a, b),
          greater: tf.greater(a, b),
          greaterEqual: tf.greaterEqual(a, b),
          less: tf.less(a, b),
          lessEqual: tf.lessEqual(a, b),
        }));
      },
    ),
    { numRuns: 30 },
  );
});

test('logic', async () => {
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, async ([first, second], seed) => {
      const examples = { a: example(first, seed, { dtype: 'bool' }), b: example(second, seed + 1, { dtype: 'bool' }) };
      await compareWithEager(examples, ({ a, b }) => ({
        and: tf.logicalAnd(a, b),
        or: tf.logicalOr(a, b),
        xor: tf.logicalXor(a, b),
        // Accuracies are computed by counting booleans.
        sum: tf.sum(tf.logicalAnd(a, b)),
        product: tf.mul(tf.cast(a, 'float32'), tf.cast(b, 'float32')),
      }));
    }),
    { numRuns: 15 },
  );
});

test('selection by a condition, and its gradients', async () => {
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, async ([first, second], seed) => {
      const examples = {
        condition: example(first, seed, { dtype: 'bool' }),
        a: example(first, seed + 1),
        b: example(second, seed + 2),
        i: example(second, seed + 3, { low: -5, high: 5, dtype: 'int32' }),
      };
      await compareGradientsWithEager(examples, ({ condition, a, b }) => tf.where(condition, a, b), ['a', 'b']);
      await compareWithEager(examples, ({ condition, i }) => ({
        integers: tf.where(condition, i, tf.neg(i)),
        constant: tf.where(condition, i, tf.zerosLike(i)),
      }));
    }),
    { numRuns: 20 },
  );
});

test('sums of several tensors, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(0, 4), seeds, async (shape, seed) => {
      const examples = { a: example(shape, seed), b: example(shape, seed + 1), c: example(shape, seed + 2) };
      await compareGradientsWithEager(examples, ({ a, b, c }) => tf.addN([a, b, c, a]));
    }),
    { numRuns: 10 },
  );
});

test('repeated numbers as either operand', async () => {
  await fc.assert(
    fc.asyncProperty(broadcastPairs, seeds, fc.constantFrom(0, 1, 2), async ([first, second], seed, number) => {
      const ops: Op[] = [tf.add, tf.sub, tf.mul, tf.maximum, tf.minimum, tf.squaredDifference, tf.less, tf.equal];
      await compareWithEager({ a: example(first, seed, { low: 0.5, high: 2 }) }, ({ a }) => {
        const same = tf.fill(second, number);
        const results = ops.flatMap((op) => [op(a, same), op(same, a), op(same, same)]);
        results.push(tf.div(same, a), tf.pow(a, same), tf.div(a, tf.fill(second, 1)));
        results.push(tf.where(tf.greater(same, 1), a, same), tf.where(tf.greater(a, 1), same, same));
        return Object.fromEntries(results.map((result, i) => [String(i), result]));
      });
    }),
    { numRuns: 25 },
  );
});

test('the gradient of elu', async () => {
  const x = example([4, 5], 1, { low: -2, high: 2, step: 0.5 });
  await compareGradientsWithEager({ x }, ({ x }) => tf.elu(x));
});

test('batch normalisation with given statistics, and its gradients', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(2, 4), seeds, async (shape, seed) => {
      const channels = [shape.at(-1)!];
      const examples = {
        x: example(shape, seed),
        mean: example(channels, seed + 1),
        variance: example(channels, seed + 2, { low: 0.5, high: 2 }),
        offset: example(channels, seed + 3),
        scale: example(channels, seed + 4),
      };
      await compareGradientsWithEager(examples, ({ x, mean, variance, offset, scale }) =>
        tf.batchNorm(
          x,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-3,
        ),
      );
    }),
    { numRuns: 20 },
  );
});

test('batch normalisation without scale and offset', async () => {
  const examples = {
    x: example([2, 3, 3, 4], 1),
    mean: example([4], 2),
    variance: example([4], 3, { low: 0.5, high: 2 }),
  };
  await compareWithEager(examples, ({ x, mean, variance }) => ({
    y: tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D),
  }));
});

test('batch normalisation of a large mean is precise', async () => {
  const x = { shape: [1, 1, 1, 1], data: Float32Array.of(1000.5) };
  await compareWithEager(
    { x },
    ({ x }) => ({
      y: tf.batchNorm(x as tf.Tensor4D, tf.tensor1d([1000]), tf.tensor1d([0]), undefined, undefined, 1e-3),
    }),
    1e-6,
  );
});

test('booleans are selected, and arithmetic with them is refused', async () => {
  const examples = { a: example([5], 1, { dtype: 'bool' }), b: example([5], 2, { dtype: 'bool' }) };
  await compareWithEager(examples, ({ a, b }) => ({ y: tf.where(a, b, tf.logicalNot(b)) }));
  expect(() => record(examples, ({ a }) => ({ y: tf.relu(a) }))).toThrow(
    'Relu cannot be recorded: it computes with booleans',
  );
});
