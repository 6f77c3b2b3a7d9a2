import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeds } from '../../test/arbitraries.js';
import { compareGradientsWithEager, compareWithEager, example, expectAllCompared } from '../../test/against-eager.js';
import { record } from '../index.js';
import { CONV_2D_KERNELS } from './conv2d.js';

expectAllCompared(CONV_2D_KERNELS);

const upTo = (max: number) => fc.integer({ min: 1, max });

type Padding = 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];

const paddings: fc.Arbitrary<Padding> = fc.oneof(
  fc.constantFrom<Padding>('valid', 'same', 0, 1, 2),
  fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.nat(2)).map(([top, bottom, left, right]): Padding => [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]),
);

const pairs = (max: number): fc.Arbitrary<[rows: number, columns: number]> => fc.tuple(upTo(max), upTo(max));
const squares = (max: number): fc.Arbitrary<[rows: number, columns: number]> => upTo(max).map((n) => [n, n]);

/** Convolutions whose filter fits into the image. */
const convolutions = paddings
  .chain((pad) => {
    // For numeric padding TensorFlow.js counts columns as it counts rows.
    const sizes = typeof pad === 'number' ? squares : pairs;
    return fc.record({
      batch: upTo(3),
      height: upTo(7),
      width: upTo(7),
      channels: upTo(3),
      outputs: upTo(3),
      filter: sizes(4),
      strides: sizes(3),
      dilations: sizes(2),
      pad: fc.constant(pad),
    });
  })
  // TensorFlow.js supports either dilations or strides.
  .map((c) => (Math.max(...c.strides) > 1 ? { ...c, dilations: 1 } : c))
  .filter(({ height, width, filter: [rows, columns], dilations }) => {
    const [down, across] = typeof dilations === 'number' ? [1, 1] : dilations;
    return height > (rows - 1) * down && width > (columns - 1) * across;
  });

test('convolutions', async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, seeds, async (c, seed) => {
      const examples = {
        x: example([c.batch, c.height, c.width, c.channels], seed),
        w: example([...c.filter, c.channels, c.outputs], seed + 1),
      };
      await compareWithEager(examples, ({ x, w }) => ({
        y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad, 'NHWC', c.dilations),
      }));
    }),
    { numRuns: 60 },
  );
});

test('gradients of convolutions', async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, seeds, async (c, seed) => {
      const examples = {
        x: example([c.batch, c.height, c.width, c.channels], seed),
        w: example([...c.filter, c.channels, c.outputs], seed + 1),
      };
      await compareGradientsWithEager(examples, ({ x, w }) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad),
      );
    }),
    { numRuns: 60 },
  );
});

test('convolutions in the data format NCHW, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, seeds, async (c, seed) => {
      fc.pre(!Array.isArray(c.pad));
      const examples = {
        x: example([c.batch, c.channels, c.height, c.width], seed),
        w: example([...c.filter, c.channels, c.outputs], seed + 1),
      };
      await compareGradientsWithEager(examples, ({ x, w }) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad, 'NCHW'),
      );
    }),
    { numRuns: 20 },
  );
});

test('every rounding of the output size, and the gradient of rounding down', async () => {
  for (const mode of ['floor', 'round', 'ceil'] as const) {
    const examples = { x: example([1, 6, 5, 2], 1), w: example([3, 3, 2, 2], 2) };
    const rounded = ({ x, w }: Record<'x' | 'w', tf.Tensor>) =>
      tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 1, 'NHWC', 1, mode);
    await compareWithEager(examples, (tensors) => ({ y: rounded(tensors) }));
    const gradient = compareGradientsWithEager(examples, rounded);
    if (mode === 'floor') await gradient;
    else await expect(gradient).rejects.toThrow(/Conv2DBackprop.*dimRoundingMode/);
  }
});

test('numeric padding of oblong windows is refused where TensorFlow.js leaves out windows', async () => {
  const pad = ({ x, w }: Record<'x' | 'w', tf.Tensor>) => ({ y: tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 1) });
  await compareWithEager({ x: example([1, 5, 5, 1], 1), w: example([2, 3, 1, 1], 2) }, pad);
  expect(() => record({ x: { shape: [1, 5, 5, 1] }, w: { shape: [3, 2, 1, 1] } }, pad)).toThrow(/Conv2D.*oblong/);
});

test('depthwise convolutions', async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, seeds, async (c, seed) => {
      const examples = {
        x: example([c.batch, c.height, c.width, c.channels], seed),
        w: example([...c.filter, c.channels, c.outputs], seed + 1),
      };
      await compareWithEager(examples, ({ x, w }) => ({
        y: tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad, 'NHWC', c.dilations),
      }));
    }),
    { numRuns: 40 },
  );
});

test('gradients of depthwise convolutions', async () => {
  await fc.assert(
    fc.asyncProperty(convolutions, seeds, async (c, seed) => {
      const examples = {
        x: example([c.batch, c.height, c.width, c.channels], seed),
        w: example([...c.filter, c.channels, c.outputs], seed + 1),
      };
      await compareGradientsWithEager(examples, ({ x, w }) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, c.strides, c.pad),
      );
    }),
    { numRuns: 40 },
  );
});

test('separable and one-dimensional convolutions, and their gradients', async () => {
  const examples = {
    x: example([2, 6, 5, 3], 1),
    depthwise: example([3, 3, 3, 2], 2),
    pointwise: example([1, 1, 6, 4], 3),
    filter: example([3, 5, 2], 4),
  };
  await compareGradientsWithEager(examples, ({ x, depthwise, pointwise, filter }) => {
    const [d, p] = [depthwise as tf.Tensor4D, pointwise as tf.Tensor4D];
    const separable = tf.separableConv2d(x as tf.Tensor4D, d, p, 1, 'same');
    const signal = tf.reshape<tf.Rank.R3>(tf.slice(x, [0, 0, 0, 0], [2, 5, 2, 3]), [2, 6, 5]);
    const line = tf.conv1d(signal, filter as tf.Tensor3D, 2, 'same');
    return tf.concat([tf.reshape(separable, [-1]), tf.reshape(line, [-1])]);
  });
});

test('transposed convolutions, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        size: upTo(4),
        filter: upTo(4),
        stride: upTo(3),
        pad: fc.constantFrom('same' as const, 'valid' as const),
      }),
      seeds,
      async ({ size, filter, stride, pad }, seed) => {
        const out = pad === 'same' ? size * stride : (size - 1) * stride + filter;
        const examples = {
          x: example([2, size, size, 3], seed),
          w: example([filter, filter, 2, 3], seed + 1),
        };
        await compareGradientsWithEager(examples, ({ x, w }) =>
          tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, out, out, 2], stride, pad),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test('fused convolutions with every activation, and their gradients', async () => {
  const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
  for (const activation of activations) {
    for (const depthwise of [false, true]) {
      const examples = {
        x: example([2, 5, 6, 3], 1),
        filter: example([3, 3, 3, 2], 2),
        bias: example([depthwise ? 6 : 2], 3),
      };
      const fused = ({ x, filter, bias }: Record<'x' | 'filter' | 'bias', tf.Tensor>) =>
        (depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d)({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          strides: [1, 1],
          pad: 'same',
          bias,
          activation,
          leakyreluAlpha: 0.3,
          preluActivationWeights: tf.mul(bias, 0.5),
        });
      await compareWithEager(examples, (tensors) => ({ y: fused(tensors) }));
      if (activation === 'linear' || activation === 'relu' || activation === 'relu6') {
        await compareGradientsWithEager(examples, fused);
      }
    }
  }
});

test('a fused convolution in the data format NCHW is refused', () => {
  const inputs = { x: { shape: [1, 2, 4, 4] }, w: { shape: [3, 3, 2, 2] }, bias: { shape: [2] } };
  expect(() =>
    record(inputs, ({ x, w, bias }) => ({
      y: tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: w as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        dataFormat: 'NCHW',
        bias,
      }),
    })),
  ).toThrow(/FusedConv2D/);
});
