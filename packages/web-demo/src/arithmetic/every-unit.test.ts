import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createAdder, encodeAdder, type AdderFiles, type AdderSpecInput } from '@mnist-adder/model';
import { MODELS, modelFolder } from '@mnist-adder/models';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LayerActivation } from '../prediction/protocol.js';
import { createPredictionService } from '../prediction/prediction-service.js';
import { explainUnit } from './explain-unit.js';
import type { LayerNumbers } from './explanation.js';
import { farthest } from '../../test/farthest.js';

/** A slanted stroke, and a mix of everything. */
const IMAGES = [
  Uint8Array.from({ length: 784 }, (_, i) => (Math.abs((i % 28) + Math.floor(i / 28) - 27) < 3 ? 255 : 0)),
  Uint8Array.from({ length: 784 }, (_, i) => (i * 7919) % 256),
];

async function filesOf(model: (typeof MODELS)[number]): Promise<AdderFiles> {
  const [json, weights] = await Promise.all(
    ['model.json', 'weights.bin'].map((file) =>
      readFile(fileURLToPath(new URL(file, `file://${modelFolder(model)}/`))),
    ),
  );
  return { json: json!.toString(), weights: new Uint8Array(weights!) };
}

/** The largest difference between what explanations say and what the network gives, over all units of a network. */
async function largestDifference(files: AdderFiles): Promise<{ readonly difference: number; readonly units: number }> {
  const service = createPredictionService();
  await service.start('cpu', () => undefined);
  const facts = await service.open('model', files, {});
  let [difference, units] = [0, 0];
  for (const [i, pixels] of IMAGES.entries()) {
    const names = facts.map(({ name }) => name);
    const answer = await service.ask({ model: 'model', image: { pixels }, addend: 4 + 5 * i, layers: names });
    const outputs = answer!.layers;
    for (const { name, type, config, inputs } of facts) {
      if (type === 'InputLayer') continue;
      const weights = await service.readWeights('model', name);
      const layer = { type, config, weights, inputs: inputs.map((input) => outputs.get(input)!) };
      const { values } = outputs.get(name)!;
      difference = Math.max(difference, farthest(layer, values));
      units += values.length;
    }
  }
  service.close('model');
  return { difference, units };
}

describe('every unit of every layer is what its explanation says', () => {
  test.each(MODELS)('in %s', async (model) => {
    const { difference, units } = await largestDifference(await filesOf(model));
    expect(units).toBeGreaterThan(600);
    expect(difference).toBeLessThan(1e-5);
  });

  const scores = { pairs: 1, loss: 0, digit: { accuracy: 1, loss: 0 } };
  const about = { recipe: null, seed: 1, data: {}, scores, packageVersion: '0.0.0' };
  test.each<AdderSpecInput>([
    { backbone: { type: 'identity-cnn', filters: [2, 3, 3], embedding: 4, dropout: 0.25 }, head: { type: 'linear' } },
    { backbone: { type: 'mlp', hidden: [6, 5], activation: 'leaky-relu' }, head: { type: 'stacked', hidden: [7, 6] } },
    { backbone: { type: 'small-cnn', filters: [2, 3], dropout: 0.2 }, head: { type: 'exact' } },
  ])('in an untrained %o', async (spec) => {
    const model = createAdder(spec, { seed: 1 });
    const { difference } = await largestDifference(await encodeAdder(model, { ...about, spec }));
    model.dispose();
    expect(difference).toBeLessThan(1e-5);
  });
});

describe('a layer of any settings is what TensorFlow.js makes of it', () => {
  beforeEach(() => tf.setBackend('cpu').then(() => undefined));

  const shape = (axes: number[]): LayerActivation => {
    const values = Float32Array.from({ length: axes.reduce((a, b) => a * b) }, (_, i) => Math.sin(12.9 * i) * 2);
    return { shape: axes, values };
  };

  const WINDOWS = (['same', 'valid'] as const).flatMap((padding) =>
    [
      { size: [3, 2], strides: [2, 3] },
      { size: [4, 4], strides: [1, 1] },
      { size: [2, 5], strides: [3, 1] },
    ].map(({ size, strides }) => ({ padding, size: size as [number, number], strides: strides as [number, number] })),
  );

  test.each(WINDOWS)('Conv2D and pooling %o', ({ padding, size, strides }) => {
    const input = shape([9, 8, 3]);
    for (const layer of [
      layers.conv2d({ filters: 4, kernelSize: size, strides, padding, activation: 'tanh' }),
      layers.conv2d({ filters: 2, kernelSize: size, dilationRate: 2, padding, useBias: false, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: size, strides, padding }),
      layers.averagePooling2d({ poolSize: size, strides, padding }),
    ]) {
      expectSame(layer, [input]);
    }
  });

  test('others', () => {
    const image = shape([4, 3, 2]);
    expectSame(layers.globalAveragePooling2d({}), [image]);
    expectSame(layers.batchNormalization({}), [image]);
    expectSame(layers.rescaling({ scale: 3, offset: -1 }), [image]);
    expectSame(layers.flatten({}), [image]);
    expectSame(layers.reshape({ targetShape: [6, 4] }), [image]);
    expectSame(layers.leakyReLU({ alpha: 0.2 }), [image]);
    expectSame(layers.activation({ activation: 'softmax' }), [image]);
    expectSame(layers.add({}), [image, image, image]);
    expectSame(layers.multiply({}), [image, image]);
    expectSame(layers.multiply({}), [shape([4, 1]), shape([1, 5])]);
    expectSame(layers.concatenate({}), [image, shape([4, 3, 5]), image]);
    expectSame(layers.dense({ units: 5, activation: 'softmax' }), [shape([7])]);
    expectSame(layers.dense({ units: 5, activation: 'sigmoid', useBias: false }), [shape([7])]);
  });

  function expectSame(layer: layers.Layer, inputs: readonly LayerActivation[]): void {
    tf.tidy(() => {
      const tensors = inputs.map(({ shape, values }) => tf.tensor(values, [1, ...shape]));
      const output = () => layer.apply(tensors.length === 1 ? tensors[0]! : tensors) as tf.Tensor;
      // The first time, it makes its weights.
      output();
      for (const weight of layer.weights) {
        const axes = weight.shape as number[];
        if (!weight.originalName.includes('moving')) weight.write(tf.tensor(shape(axes).values, axes));
      }
      const weights = Object.fromEntries(
        layer.weights.map((weight) => {
          const tensor = weight.read();
          const name = weight.originalName.split('/').at(-1)!;
          return [name, { shape: tensor.shape, values: tensor.dataSync<'float32'>() }];
        }),
      );
      const numbers: LayerNumbers = { type: layer.getClassName(), config: layer.getConfig(), inputs, weights };
      expect(farthest(numbers, output().dataSync<'float32'>())).toBeLessThan(1e-5);
    });
    for (const weight of layer.weights) weight.dispose();
  }
});

test('what is not known says so', () => {
  const layer = { config: {}, inputs: [{ shape: [1], values: new Float32Array(1) }], weights: {} };
  const why = (type: string, config: object) => explainUnit({ ...layer, type, config: { ...config } }, 0);
  expect(why('SeparableConv2D', {})).toEqual({
    why: 'The page cannot take layers of the class SeparableConv2D apart.',
  });
  expect(why('Dense', { activation: 'elu' })).toEqual({ why: 'The page does not know the activation elu.' });
  expect(why('ReLU', { maxValue: 6 })).toEqual({
    why: 'The page cannot take this ReLU apart: it has unusual settings.',
  });
});
