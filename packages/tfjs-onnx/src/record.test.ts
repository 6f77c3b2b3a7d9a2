import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { compile, record } from './index.js';

test('a step', async () => {
  await tf.setBackend('cpu');
  const w = tf.variable(tf.randomNormal([3, 3, 1, 4], 0, 1, 'float32', 1), true, 'w');
  const b = tf.variable(tf.zeros([4]), true, 'b');
  const before = tf.memory().numTensors;
  const step = ({ x }: { x: tf.Tensor }) => {
    const { value, grads } = tf.variableGrads(() => {
      const y = tf.relu(
        tf.maxPool(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b) as tf.Tensor4D, 2, 2, 'valid'),
      );
      return tf.mean(tf.square(tf.sub(y, 1)));
    });
    w.assign(tf.sub(w, tf.mul(grads['w']!, 0.1)));
    b.assign(tf.sub(b, tf.mul(grads['b']!, 0.1)));
    return { loss: value };
  };
  const recording = record({ x: { shape: [2, 8, 8, 1] } }, step);
  console.log(
    recording.operators,
    recording.inputs,
    recording.variables.map((v) => [v.input, v.output]),
  );
  expect(tf.memory().numTensors).toBe(before);
  const compiled = await compile(ort, recording, { logSeverityLevel: 3 });
  const x = tf.randomNormal([2, 8, 8, 1], 0, 1, 'float32', 2);
  const data = x.dataSync() as Float32Array;
  const a: number[] = [],
    e: number[] = [];
  for (let i = 0; i < 20; i++) a.push((await compiled.run({ x: data })).loss[0]!);
  for (let i = 0; i < 20; i++) e.push(tf.tidy(() => step({ x }).loss.dataSync()[0]!));
  console.log(a, e);
});
