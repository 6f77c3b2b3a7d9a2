import { createAdder } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { findRecipe } from './recipes.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** One line a layer: its class with what the sources say of such a layer. */
function layersOf(model: LayersModel): string[] {
  return model.layers
    .map((layer) => {
      const config = layer.getConfig();
      const side = (size: unknown) => (size as number[]).join('×');
      const detail: Record<string, unknown[]> = {
        Conv2D: [config.filters, side(config.kernelSize ?? []), config.activation],
        MaxPooling2D: [side(config.poolSize ?? [])],
        AveragePooling2D: [side(config.poolSize ?? [])],
        Dense: [config.units, config.activation],
        Activation: [config.activation],
        Concatenate: [(layer.outputShape as number[])[1]],
        Dropout: [config.rate],
        LeakyReLU: [config.alpha],
      };
      const type = layer.getClassName();
      return [type, ...(detail[type] ?? [])].join(' ');
    })
    .filter((line) => line !== 'InputLayer');
}

/** Two convolutions of these sides, each with a pooling and a ReLU, and two fully connected layers with a dropout between. */
const cnn = (side: string, dropout: string, hidden: number) => [
  'Rescaling',
  `Conv2D 32 ${side} linear`,
  'MaxPooling2D 2×2',
  'ReLU',
  `Conv2D 64 ${side} linear`,
  'MaxPooling2D 2×2',
  'ReLU',
  'Flatten',
  `Dense ${hidden} relu`,
  `Dropout ${dropout}`,
  'Dense 10 softmax',
];

const identityBlock = (filters: number) =>
  Array<string[]>(2)
    .fill([`Conv2D ${filters} 3×3 relu`, 'BatchNormalization', 'Dropout 0.1'])
    .flat();

const STRUCTURES = [
  {
    id: 'identity-adder',
    layers: [
      'Rescaling',
      ...identityBlock(16),
      'MaxPooling2D 2×2',
      ...identityBlock(32),
      'MaxPooling2D 2×2',
      ...identityBlock(32),
      'GlobalAveragePooling2D',
      'Dense 20 linear',
      'Concatenate 30',
      'Dense 64 relu',
      'Dense 64 relu',
      'Dense 10 softmax',
      'Dense 19 softmax',
    ],
    parameters: 44_193,
    training: { batchSize: 128, epochs: 12, lossWeights: { digit: 1, sum: 1 } },
    task: { type: 'pairs', addends: 'fixed' },
    data: { validation: 12_000 },
  },
  {
    id: 'stacked-sum',
    layers: [
      'Rescaling',
      'Conv2D 6 5×5 relu',
      'AveragePooling2D 2×2',
      'Conv2D 16 5×5 relu',
      'AveragePooling2D 2×2',
      'Flatten',
      'Dense 120 sigmoid',
      'Dense 84 sigmoid',
      'Dense 10 softmax',
      // The addend as a number: one-hot · (0, 1, …, 9).
      'Dense 1 linear',
      'Concatenate 11',
      'Dense 128 sigmoid',
      'Dense 64 sigmoid',
      'Dense 19 softmax',
    ],
    parameters: 156 + 2_416 + 48_120 + 10_164 + 850 + 10 + 1_536 + 8_256 + 1_235,
    training: { batchSize: 128, epochs: 20, lossWeights: { digit: 1, sum: 1 } },
    task: { type: 'pairs', addends: 'fixed' },
  },
  {
    id: 'embedding-concat',
    layers: [
      'Rescaling',
      'Conv2D 10 5×5 linear',
      'MaxPooling2D 2×2',
      'ReLU',
      'Conv2D 20 5×5 linear',
      'MaxPooling2D 2×2',
      'ReLU',
      'Flatten',
      'Dense 50 relu',
      'Dense 10 linear',
      'Concatenate 20',
      'Activation softmax',
      'Dense 19 softmax',
    ],
    parameters: 260 + 5_020 + 16_050 + 510 + 399,
    training: { batchSize: 64, epochs: 40, lossWeights: { digit: 0.5, sum: 0.5 } },
    task: { type: 'pairs', addends: 'fresh' },
    data: { validation: 10_000 },
  },
  {
    id: 'mlp-490',
    layers: ['Rescaling', 'Flatten', 'Dense 490 linear', 'LeakyReLU 0.01', 'Dense 10 softmax'],
    parameters: 785 * 490 + 491 * 10,
    training: {
      batchSize: 30,
      epochs: 18,
      optimizer: { type: 'sgd', momentum: 0.9 },
      learningRate: { type: 'constant', rate: 0.003 },
    },
    task: { type: 'digits' },
  },
  {
    id: 'mlp-128-64',
    layers: ['Rescaling', 'Flatten', 'Dense 128 linear', 'ReLU', 'Dense 64 linear', 'ReLU', 'Dense 10 softmax'],
    parameters: 785 * 128 + 129 * 64 + 65 * 10,
    training: {
      batchSize: 64,
      epochs: 15,
      optimizer: { type: 'sgd', momentum: 0 },
      learningRate: { type: 'constant', rate: 0.03 },
    },
    task: { type: 'digits' },
  },
  {
    id: 'cnn-3x3',
    layers: cnn('3×3', '0.2', 128),
    parameters: 10 * 32 + 289 * 64 + 1_601 * 128 + 129 * 10,
    training: {
      batchSize: 64,
      epochs: 25,
      optimizer: { type: 'sgd', momentum: 0 },
      learningRate: { type: 'constant', rate: 0.01 },
    },
    task: { type: 'digits' },
  },
  {
    id: 'cnn-5x5',
    layers: cnn('5×5', '0.5', 1024),
    parameters: 26 * 32 + 801 * 64 + 1_025 * 1_024 + 1_025 * 10,
    training: {
      batchSize: 100,
      epochs: 15,
      optimizer: { type: 'adam' },
      learningRate: { type: 'constant', rate: 0.0001 },
    },
    task: { type: 'digits' },
  },
];

describe.each(STRUCTURES)('$id, as its source has it', ({ id, layers, parameters, ...settings }) => {
  const recipe = findRecipe(id)!;

  test('has its layers, in order, with their widths', () => {
    const model = createAdder(recipe.network, { seed: 1 });
    expect(layersOf(model)).toEqual(layers);
    expect(model.countParams()).toBe(parameters);
    model.dispose();
  });

  test('has its task, data, loss, optimizer and batch', () => {
    expect(recipe).toMatchObject(settings);
  });

  test('normalises pixels as MNIST’s are', () => {
    expect(recipe.network.normalization).toEqual({ mean: 0.1307, std: 0.3081 });
  });

  test('says what its source left open, and what it reached', () => {
    expect(recipe.choices).not.toHaveLength(0);
    expect(recipe.reported).not.toHaveLength(0);
  });
});
