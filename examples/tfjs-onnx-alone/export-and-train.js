// @ts-check
// Someone else's model: its training step compiled, and then the model as an ONNX file. Two spirals are to be told apart.
import { writeFileSync } from 'node:fs';
import * as ort from '@mnist-adder/onnxruntime-node';
import { compile, exportOnnx, record } from '@mnist-adder/tfjs-onnx';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

// Otherwise TensorFlow.js recommends another backend on the terminal.
tf.enableProdMode();

const POINTS = 400;
const model = sequential({
  layers: [
    layers.dense({ inputShape: [2], units: 32, activation: 'tanh' }),
    layers.dense({ units: 32, activation: 'tanh' }),
    layers.dense({ units: 1 }),
  ],
});
const weights = model.trainableWeights;
const momentum = weights.map((weight) => tf.variable(tf.zerosLike(weight.read()), false));

// The whole step is one function: forward pass, gradient, update. It runs once here, and becomes one graph.
const step = record({ x: { shape: [POINTS, 2] }, y: { shape: [POINTS, 1] } }, ({ x, y }) => {
  const { value, grads } = tf.variableGrads(() => {
    const logits = model.apply(x);
    if (!(logits instanceof tf.Tensor)) throw new Error('The model has several outputs.');
    return tf.mean(tf.sub(tf.softplus(logits), tf.mul(y, logits)));
  });
  weights.forEach((weight, i) => {
    const speed = momentum[i];
    const gradient = grads[weight.name];
    if (speed === undefined || gradient === undefined) return;
    speed.assign(tf.add(tf.mul(speed, 0.95), gradient));
    weight.write(tf.sub(weight.read(), tf.mul(speed, 0.05)));
  });
  return { loss: value };
});

const y = Float32Array.from({ length: POINTS }, (_, i) => i % 2);
const x = Float32Array.from({ length: 2 * POINTS }, (_, i) => {
  const point = Math.floor(i / 2);
  const turn = point / POINTS;
  const angle = 7 * turn + Math.PI * (point % 2);
  return turn * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) * 2;
});

const compiled = await compile(ort, step);
const start = performance.now();
for (let i = 1; i <= 3000; i++) {
  const { loss } = await compiled.run({ x, y });
  if (i % 1000 === 0) console.log(`step ${i}: loss ${loss[0]?.toFixed(4)}`);
}
console.log(`${Math.round((3000 * 1000) / (performance.now() - start))} steps a second`);
await compiled.writeVariables();
await compiled.dispose();

const bytes = exportOnnx(model, { opset: 18 });
writeFileSync('spirals.onnx', bytes);
const session = await ort.InferenceSession.create(bytes);
const { [session.outputNames[0] ?? '']: logits } = await session.run({
  [session.inputNames[0] ?? '']: new ort.Tensor('float32', x, [POINTS, 2]),
});
if (!(logits?.data instanceof Float32Array)) throw new Error('The graph has no logits.');
const right = logits.data.filter((logit, i) => logit > 0 === (i % 2 === 1)).length;
console.log(`spirals.onnx, ${bytes.length} bytes, gets ${((100 * right) / POINTS).toFixed(1)} % of the points right`);
