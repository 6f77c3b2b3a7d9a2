// @ts-check
// A head of one's own on a backbone that has been trained: is the digit even?
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAdder } from '@mnist-adder/model/node';
import { readMnist } from '@mnist-adder/dataset/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, model } from '@tensorflow/tfjs-layers';

const folder = dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/exact-small/model.json')));
const { model: adder } = await readAdder(folder);
const [image] = adder.inputs;
const { output: embedding } = adder.getLayer('embedding');
if (image === undefined || Array.isArray(embedding)) throw new Error('The model has no embedding.');

// The embeddings are calculated once: the backbone stays as it is.
const backbone = model({ inputs: image, outputs: embedding });
const { train: digits, test } = await readMnist();
/** @param {typeof test} set @param {number} size */
const examples = (set, size) => {
  const pixels = Float32Array.from(set.images.subarray(0, size * 784), (pixel) => pixel / 255);
  const images = tf.tensor4d(pixels, [size, 28, 28, 1]);
  const embeddings = /** @type {tf.Tensor2D} */ (backbone.predict(images));
  const even = tf.tensor2d(
    Array.from(set.labels.subarray(0, size), (label) => Number(label % 2 === 0)),
    [size, 1],
  );
  return { embeddings, even };
};
const known = examples(digits, 500);
const unknown = examples(test, 200);

const head = layers.dense({ name: 'even', units: 1, activation: 'sigmoid' });
const whole = model({ inputs: image, outputs: /** @type {typeof image} */ (head.apply(embedding)) });
const input = layers.inputLayer({ inputShape: known.embeddings.shape.slice(1) }).output;
if (Array.isArray(input)) throw new Error('A layer has one output.');
const trained = model({ inputs: input, outputs: /** @type {typeof input} */ (head.apply(input)) });
trained.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await trained.fit(known.embeddings, known.even, { epochs: 20, batchSize: 50, verbose: 0 });

const [, accuracy] = /** @type {tf.Scalar[]} */ (trained.evaluate(unknown.embeddings, unknown.even));
console.log(
  `even or odd, of images that it has not seen: ${(100 * (accuracy?.dataSync()[0] ?? 0)).toFixed(1)} % right`,
);
console.log(`one model from the image on: ${whole.countParams().toLocaleString('en')} parameters`);
