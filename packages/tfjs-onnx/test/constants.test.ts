import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile } from '../src/compile.js';
import { ConstantAssignedError } from '../src/errors.js';
import { record } from '../src/record.js';
import { SESSION } from './against-eager.js';

let weights: tf.Variable;
beforeAll(() => {
  weights = tf.variable(tf.tensor1d([1, 2, 3]), true, 'weights');
});
afterAll(() => {
  weights.dispose();
});

const INPUTS = { x: { shape: [3] } };

test('variables that are constants are no inputs, and have the value that they had when it was recorded', async () => {
  const before = tf.memory().numTensors;
  const recording = record(INPUTS, ({ x }) => ({ y: tf.mul(x, weights) }), { variables: 'constants' });
  expect(tf.memory().numTensors).toBe(before);
  expect(recording.variables).toEqual([]);
  weights.assign(tf.tensor1d([0, 0, 0]));
  const compiled = await compile(ort, recording, SESSION);
  const { y } = await compiled.run({ x: Float32Array.of(1, 10, 100) });
  expect([...y]).toEqual([1, 20, 300]);
  await compiled.dispose();
  weights.assign(tf.tensor1d([1, 2, 3]));
});

test('they may not be assigned, and keep their value', () => {
  const assigning = () =>
    record(
      INPUTS,
      ({ x }) => {
        weights.assign(tf.add<tf.Tensor1D>(weights, x));
        return { y: tf.sum(weights) };
      },
      { variables: 'constants' },
    );
  expect(assigning).toThrow(ConstantAssignedError);
  expect(assigning).toThrow('The variable weights was assigned in a recording in which variables are constants.');
  expect([...weights.dataSync()]).toEqual([1, 2, 3]);
});
