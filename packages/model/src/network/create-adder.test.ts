import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { ADDER_SPECS, DIGIT_SPECS, SMALL_SPECS } from '../../test/small-models.js';
import { createAdder } from './create-adder.js';

const bytesOf = (model: LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);
const shapes = (model: LayersModel) =>
  model.layers.map(({ name, outputShape }) => `${name} ${(outputShape as number[]).slice(1).join('×')}`);

describe.each(ADDER_SPECS)('createAdder of $name', ({ spec }) => {
  test('names inputs and outputs', () => {
    const model = createAdder(spec, { seed: 1 });
    expect(model.inputNames).toEqual(['image', 'addend']);
    expect(model.outputNames).toEqual(['digit', 'sum']);
    expect(model.outputs.map(({ shape }) => shape)).toEqual([
      [null, 10],
      [null, 19],
    ]);
    model.dispose();
  });
});

describe.each(DIGIT_SPECS)('createAdder of $name', ({ spec }) => {
  test('has one input and one output', () => {
    const model = createAdder(spec, { seed: 1 });
    expect(model.inputNames).toEqual(['image']);
    expect(model.outputNames).toEqual(['digit']);
    expect(model.outputs[0]!.shape).toEqual([null, 10]);
    model.dispose();
  });
});

describe.each(SMALL_SPECS)('createAdder of $name', ({ spec }) => {
  test('draws the same weights from the same seed, whatever was made before, and others from another', () => {
    const first = bytesOf(createAdder(spec, { seed: 0 }));
    const other = bytesOf(createAdder(spec, { seed: 1 }));
    expect(bytesOf(createAdder(spec, { seed: 0 }))).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('keeps no tensor but the weights, and none once disposed of', () => {
    const before = tf.memory().numTensors;
    const model = createAdder(spec, { seed: 1 });
    expect(tf.memory().numTensors - before).toBe(model.weights.length);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('createAdder', () => {
  test('takes the seed 0 where none is given', () => {
    const { spec } = SMALL_SPECS[0]!;
    expect(bytesOf(createAdder(spec))).toEqual(bytesOf(createAdder(spec, { seed: 0 })));
  });

  test('builds the network of train_mnist_fast', () => {
    const model = createAdder({ backbone: { type: 'small-cnn' }, head: { type: 'exact' } }, { seed: 1 });
    expect(shapes(model)).toEqual([
      'image 28×28×1',
      'normalization 28×28×1',
      'conv_1 24×24×24',
      'pool_1 12×12×24',
      'relu_1 12×12×24',
      'conv_2 10×10×32',
      'pool_2 5×5×32',
      'relu_2 5×5×32',
      'flatten 800',
      'embedding 256',
      'digit 10',
      'addend 10',
      'digit_column 10×1',
      'addend_row 1×10',
      'pairs 10×10',
      'pairs_flat 100',
      'sum 19',
    ]);
    const learned = model.trainableWeights.map(({ shape }) => tf.util.sizeFromShape(shape as number[]));
    expect(learned.reduce((a, b) => a + b)).toBe(24 * 26 + 32 * (24 * 9 + 1) + 256 * 801 + 10 * 257);
    model.dispose();
  });

  test('builds a backbone that sees 32×32 pixels, as identity-adder asks for', () => {
    const model = createAdder({ backbone: { type: 'identity-cnn' }, head: { type: 'concat' } }, { seed: 1 });
    let [field, jump] = [1, 1];
    for (const layer of model.layers) {
      if (layer.name.startsWith('conv_')) field += 2 * jump;
      if (layer.getClassName() === 'MaxPooling2D') [field, jump] = [field + jump, 2 * jump];
    }
    expect(field).toBe(32);
    expect(model.getLayer('embedding').outputShape).toEqual([null, 20]);
    model.dispose();
  });

  test('starts kernels uniformly within the reciprocal root of their inputs, and biases at zero', () => {
    const model = createAdder({ backbone: { type: 'small-cnn' }, head: { type: 'concat' } }, { seed: 1 });
    const [kernel, bias] = model.getLayer('embedding').getWeights();
    const values = Array.from(kernel!.dataSync(), (value) => value * Math.sqrt(800));
    expect(tf.max(values).dataSync()[0]).toBeCloseTo(1, 3);
    expect(tf.min(values).dataSync()[0]).toBeCloseTo(-1, 3);
    const { variance } = tf.moments(tf.tensor1d(values));
    expect(variance.dataSync()[0]).toBeCloseTo(1 / 3, 2);
    expect(new Set(bias!.dataSync())).toEqual(new Set([0]));
    model.dispose();
  });

  test('normalises inside', () => {
    const spec = { backbone: { type: 'small-cnn' as const }, head: { type: 'exact' as const } };
    const model = createAdder({ ...spec, normalization: { mean: 0.25, std: 0.5 } }, { seed: 1 });
    const normalised = model.getLayer('normalization').apply(tf.tensor4d([0, 0.25, 1], [1, 1, 3, 1])) as tf.Tensor;
    expect([...normalised.dataSync()]).toEqual([-0.5, 0, 1.5]);
    model.dispose();
  });

  test('draws no two layers alike', () => {
    const model = createAdder({ backbone: { type: 'identity-cnn' }, head: { type: 'concat' } }, { seed: 1 });
    const [third, fourth] = ['conv_5', 'conv_6'].map((name) => [...model.getLayer(name).getWeights()[0]!.dataSync()]);
    expect(third).toHaveLength(fourth!.length);
    expect(third).not.toEqual(fourth);
    model.dispose();
  });
});
