import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';
import { compile, record } from '../src/index.js';
import { example, SESSION } from './against-eager.js';

const inputs = {
  image: { shape: [32, 14, 14, 1] },
  token: { shape: [400], dtype: 'int32' },
  label: { shape: [32], dtype: 'int32' },
} as const;

/** A step with every kind of large sum: of filters, biases, statistics, and rows of an embedding. */
function step({ image, token, label }: Record<keyof typeof inputs, tf.Tensor>): { loss: tf.Tensor } {
  const weights = Object.values(tf.engine().registeredVariables) as [tf.Variable, ...tf.Variable[]];
  const [filter, bias, dense, embedding] = weights as [tf.Variable<tf.Rank.R4>, tf.Variable, tf.Variable, tf.Variable];
  const { value, grads } = tf.variableGrads(() => {
    const features = tf.add<tf.Tensor4D>(tf.conv2d(image as tf.Tensor4D, filter, 1, 'same'), bias);
    const { mean, variance } = tf.moments(features, [0, 1, 2]);
    const normalised = tf.div<tf.Tensor4D>(tf.sub(features, mean), tf.sqrt(tf.add(variance, 1e-3)));
    const pooled = tf.add(
      tf.maxPool(normalised, 3, 2, 'same'),
      tf.avgPool(tf.maxPool(normalised, 2, 2, 'same'), 1, 1, 'same'),
    );
    const logits = tf.matMul(tf.reshape(pooled, [32, -1]), dense);
    const rows = tf.mean<tf.Scalar>(tf.square(tf.gather(embedding, token as tf.Tensor1D)));
    const labels = tf.oneHot(label, 10);
    return tf.add<tf.Scalar>(tf.losses.softmaxCrossEntropy(labels, logits), rows);
  }, weights);
  for (const weight of weights) weight.assign(tf.sub(weight, tf.mul(grads[weight.name]!, 0.05)));
  return { loss: value };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Returns the bytes of all weights after forty steps. */
async function train(threads: number, images: 'channels-first' | 'batch-last'): Promise<Record<string, Uint8Array>> {
  const shapes = { filter: [5, 5, 1, 8], bias: [8], dense: [7 * 7 * 8, 10], embedding: [3, 16] };
  const weights = Object.entries(shapes).map(([name, shape], i) =>
    tf.tidy(() => tf.variable(tf.tensor(example(shape, i + 1, { low: -0.2, high: 0.2 }).data, shape), true, name)),
  );
  const compiled = await compile(ort, record(inputs, step, { images }), { ...SESSION, intraOpNumThreads: threads });
  for (let i = 0; i < 40; i++) {
    await compiled.run({
      image: example(inputs.image.shape, 100 + i).data,
      token: example(inputs.token.shape, 200 + i, { low: 0, high: 2, dtype: 'int32' }).data,
      label: example(inputs.label.shape, 300 + i, { low: 0, high: 9, dtype: 'int32' }).data,
    });
  }
  await compiled.writeVariables();
  await compiled.dispose();
  const bytes = weights.map((weight) => [weight.name, new Uint8Array(weight.dataSync().slice().buffer)] as const);
  tf.disposeVariables();
  return Object.fromEntries(bytes);
}

test.each(['channels-first', 'batch-last'] as const)(
  'forty steps with images %s give the same bytes every time, with one thread or two',
  async (images) => {
    const once = await train(1, images);
    for (const threads of [1, 2, 2, 2]) expect(await train(threads, images), `${threads} threads`).toEqual(once);
  },
);
