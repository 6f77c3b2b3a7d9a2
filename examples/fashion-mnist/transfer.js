// @ts-check
// Does what a network learnt of digits help it to tell clothes apart? A new last layer on the backbone, against the
// same layer on a backbone that has learnt nothing.
import { createRequire } from 'node:module';
import { createAdder } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { modelFolder } from '@mnist-adder/models';
import * as ort from '@mnist-adder/onnxruntime-node';
import { compile, exportOnnx, record } from '@mnist-adder/tfjs-onnx';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { model } from '@tensorflow/tfjs-layers';

// Otherwise TensorFlow.js recommends another backend on the terminal.
tf.enableProdMode();

const CLASSES = 10;
const [TRAINING, TEST] = [400, 100]; // of each class
const BATCH = 100;

/**
 * What a backbone's convolutions make of images, exported as ONNX: thousands a second. The embedding after them has room for
 * little more than digits.
 */
async function featuresOf(
  /** @type {import('@tensorflow/tfjs-layers').LayersModel} */ adder,
  /** @type {Float32Array} */ pixels,
) {
  const [image] = adder.inputs;
  const { output } = adder.getLayer('flatten');
  if (image === undefined || Array.isArray(output)) throw new Error('The model has no features.');
  const session = await ort.InferenceSession.create(exportOnnx(model({ inputs: image, outputs: output })));
  const { flatten } = await session.run({
    image: new ort.Tensor('float32', pixels, [pixels.length / 784, 28, 28, 1]),
  });
  if (!(flatten?.data instanceof Float32Array)) throw new Error('The graph has no features.');
  return { values: flatten.data, width: flatten.dims[1] ?? 0 };
}

/** Trains a softmax layer on features; the step is compiled. @returns the part of other images that it gets right. */
async function trainLastLayer(
  /** @type {Float32Array} */ training,
  /** @type {Float32Array} */ test,
  /** @type {number} */ width,
) {
  const weights = tf.variable(tf.zeros([width, CLASSES]), true);
  const logits = (/** @type {tf.Tensor} */ x) => tf.matMul(x, weights);
  const inputs = { x: { shape: [BATCH, width] }, y: { shape: [BATCH, CLASSES] } };
  const step = record(inputs, ({ x, y }) => {
    const { value, grads } = tf.variableGrads(() => tf.mean(tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(logits(x))), 1))));
    weights.assign(tf.sub(weights, tf.mul(grads[weights.name] ?? 0, 0.02)));
    return { loss: value };
  });
  const compiled = await compile(ort, step);
  const batches = training.length / width / BATCH;
  for (let i = 0; i < 30 * batches; i++) {
    const start = (i % batches) * BATCH;
    const y = new Float32Array(BATCH * CLASSES);
    for (let row = 0; row < BATCH; row++) y[row * CLASSES + ((start + row) % CLASSES)] = 1;
    await compiled.run({ x: training.subarray(start * width, (start + BATCH) * width), y });
  }
  await compiled.writeVariables();
  await compiled.dispose();
  const answers = tf.tidy(() => tf.argMax(logits(tf.tensor2d(test, [test.length / width, width])), 1).dataSync());
  weights.dispose();
  return answers.filter((answer, i) => answer === i % CLASSES).length / answers.length;
}

// Clothes 0, 1, …, 9, 0, 1, …: the classes take turns.
const require = createRequire(import.meta.url);
const clothes = Array.from({ length: CLASSES }, (_, id) => require(`fashion-mnist/src/clothes/${id}.json`).data);
const images = (/** @type {number} */ from, /** @type {number} */ count) =>
  Float32Array.from(
    Array.from({ length: count * CLASSES }, (_, i) => clothes[i % CLASSES][from + Math.floor(i / CLASSES)]).flat(),
    (pixel) => pixel / 255,
  );
const [training, test] = [images(0, TRAINING), images(TRAINING, TEST)];

const { model: trained, metadata } = await readAdder(modelFolder('exact-small'));
const backbones = { 'trained on digits': trained, 'not trained': createAdder(metadata.spec, { seed: 1 }) };
for (const [name, adder] of Object.entries(backbones)) {
  const { values, width } = await featuresOf(adder, training);
  const accuracy = await trainLastLayer(values, (await featuresOf(adder, test)).values, width);
  console.log(`clothes told apart on a backbone that is ${name}: ${(100 * accuracy).toFixed(1)} %`);
}
