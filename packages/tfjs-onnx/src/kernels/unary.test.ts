import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { seeds, shapes } from '../../test/arbitraries.js';
import { UNARY_KERNELS } from './unary.js';

expectAllCompared(UNARY_KERNELS);

type Op = (x: tf.Tensor) => tf.Tensor;

/** Ops, by a range in which they are defined and smooth. */
const SMOOTH: readonly [range: readonly [low: number, high: number], ops: Readonly<Record<string, Op>>][] = [
  [
    [-3, 3],
    {
      abs: tf.abs,
      asinh: tf.asinh,
      atan: tf.atan,
      clip: (x) => tf.clipByValue(x, -1.2, 0.7),
      cos: tf.cos,
      cosh: tf.cosh,
      elu: tf.elu,
      erf: tf.erf,
      exp: tf.exp,
      expm1: tf.expm1,
      leakyRelu: (x) => tf.leakyRelu(x, 0.3),
      neg: tf.neg,
      relu: tf.relu,
      relu6: (x) => tf.relu6(tf.mul(x, 3)),
      selu: tf.selu,
      sigmoid: tf.sigmoid,
      sin: tf.sin,
      sinh: tf.sinh,
      softplus: tf.softplus,
      square: tf.square,
      tanh: tf.tanh,
    },
  ],
  [[-0.9, 0.9], { acos: tf.acos, asin: tf.asin, atanh: tf.atanh, log1p: tf.log1p, tan: tf.tan }],
  [[1.1, 4], { acosh: tf.acosh }],
  [[0.1, 4], { log: tf.log, reciprocal: tf.reciprocal, rsqrt: tf.rsqrt, sqrt: tf.sqrt }],
];

test.each(SMOOTH)('smooth functions over %j and their gradients', async ([low, high], ops) => {
  await fc.assert(
    fc.asyncProperty(shapes(0, 4), seeds, async (shape, seed) => {
      const x = example(shape, seed, { low, high });
      await compareGradientsWithEager({ x }, ({ x }) =>
        tf.concat(Object.values(ops).map((op) => tf.reshape(op(x), [-1]))),
      );
    }),
    { numRuns: 15 },
  );
});

test('functions with steps, also at the steps', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(0, 4), seeds, async (shape, seed) => {
      const x = example(shape, seed, { low: -3, high: 3, step: 0.5 });
      await compareWithEager({ x }, ({ x }) => ({
        abs: tf.abs(x),
        ceil: tf.ceil(x),
        clip: tf.clipByValue(x, -0.5, 1),
        floor: tf.floor(x),
        relu: tf.relu(x),
        relu6: tf.relu6(x),
        round: tf.round(x),
        sign: tf.sign(x),
        step: tf.step(x),
        stepOfAlpha: tf.step(x, 0.25),
        toBool: tf.cast(x, 'bool'),
        toInt: tf.cast(x, 'int32'),
      }));
    }),
    { numRuns: 15 },
  );
});

test('the gradients of functions with steps', async () => {
  const x = example([40], 3, { low: -3, high: 3, step: 0.5 });
  const ops: Op[] = [
    tf.abs,
    tf.relu,
    tf.relu6,
    tf.elu,
    tf.selu,
    tf.ceil,
    tf.floor,
    tf.round,
    tf.sign,
    (x) => tf.step(x),
  ];
  await compareGradientsWithEager({ x }, ({ x }) => tf.concat(ops.map((op) => op(x))));
});

test('functions of integers and booleans', async () => {
  await fc.assert(
    fc.asyncProperty(shapes(0, 3), seeds, async (shape, seed) => {
      const examples = {
        i: example(shape, seed, { low: -5, high: 5, dtype: 'int32' }),
        b: example(shape, seed, { dtype: 'bool' }),
      };
      await compareWithEager(examples, ({ i, b }) => ({
        abs: tf.abs(i),
        clip: tf.clipByValue(i, -2, 3),
        atan: tf.atan(i),
        exp: tf.exp(i),
        finite: tf.isFinite(i),
        round: tf.round(i),
        softplus: tf.softplus(i),
        intToBool: tf.cast(i, 'bool'),
        intToFloat: tf.cast(i, 'float32'),
        neg: tf.neg(i),
        not: tf.logicalNot(b),
        relu: tf.relu(i),
        sign: tf.sign(i),
        square: tf.square(i),
        step: tf.step(i),
        boolToFloat: tf.cast(b, 'float32'),
        boolToInt: tf.cast(b, 'int32'),
      }));
    }),
    { numRuns: 10 },
  );
});

test('functions of NaN and infinities', async () => {
  const data = Float32Array.from([1, -1, 0, NaN, Infinity, -Infinity]);
  await compareWithEager({ x: { shape: [6], data } }, ({ x }) => ({
    finite: tf.isFinite(x),
    infinite: tf.isInf(x),
    nan: tf.isNaN(x),
    sqrt: tf.sqrt(x),
    log: tf.log(x),
    tanh: tf.tanh(x),
    sigmoid: tf.sigmoid(x),
    softplus: tf.softplus(x),
  }));
});

test('functions far from zero, and their gradients', async () => {
  const data = Float32Array.from([-100, -50, -20, 20, 50, 80]);
  await compareGradientsWithEager({ x: { shape: [6], data } }, ({ x }) =>
    tf.concat([tf.sigmoid(x), tf.softplus(x), tf.tanh(x), tf.elu(x), tf.logSigmoid(x)]),
  );
});

test('expm1 and log1p are precise near zero', async () => {
  const data = Float32Array.from([1e-6, -1e-6, 1e-4, -1e-4, 0]);
  await compareWithEager({ x: { shape: [5], data } }, ({ x }) => ({
    expm1: tf.mul(tf.expm1(x), 1e6),
    log1p: tf.mul(tf.log1p(x), 1e6),
  }));
});

test('functions of repeated numbers', async () => {
  const x = example([2, 3], 1);
  await compareWithEager({ x }, ({ x }) => {
    const same = tf.fill([2, 3], 0.7);
    const ops = SMOOTH.flatMap(([, ops]) => Object.values(ops));
    const results = ops.map((op) => tf.add(op(same), x));
    const casts = (['bool', 'int32'] as const).map((dtype) => tf.cast(tf.fill([2, 3], -1.5), dtype));
    return Object.fromEntries([...results, ...casts].map((result, i) => [String(i), result]));
  });
});
