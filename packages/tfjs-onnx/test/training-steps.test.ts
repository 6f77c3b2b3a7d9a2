import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compile, record, type TensorData } from '../src/index.js';
import { example, expectClose, SESSION } from './against-eager.js';

const STEPS = 20;
const BATCH = 4;

const { layers } = tfl;

beforeEach(async () => {
  await tf.setBackend('cpu');
});

afterEach(() => {
  tf.disposeVariables();
});

/** Updates one weight by its gradient. The state of the optimizer is kept in variables. */
type Update = (weight: tf.Variable, gradient: tf.Tensor) => void;

const zerosOf = (weight: tf.Variable, name: string) =>
  tf.tidy(() => tf.variable(tf.zeros(weight.shape), false, `${weight.name}/${name}`));

function momentum(weights: readonly tf.Variable[], rate = 0.01): Update {
  const velocities = new Map(weights.map((weight) => [weight, zerosOf(weight, 'velocity')]));
  return (weight, gradient) => {
    const velocity = velocities.get(weight)!;
    velocity.assign(tf.add(tf.mul(velocity, 0.9), gradient));
    weight.assign(tf.sub(weight, tf.mul(velocity, rate)));
  };
}

function adam(weights: readonly tf.Variable[], rate = 0.01): Update {
  const state = new Map(
    weights.map((weight) => [
      weight,
      {
        mean: zerosOf(weight, 'mean'),
        square: zerosOf(weight, 'square'),
        step: tf.tidy(() => tf.variable(tf.scalar(0), false, `${weight.name}/step`)),
      },
    ]),
  );
  return (weight, gradient) => {
    const { mean, square, step } = state.get(weight)!;
    step.assign(tf.add(step, 1));
    mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(gradient, 0.1)));
    square.assign(tf.add(tf.mul(square, 0.999), tf.mul(tf.square(gradient), 0.001)));
    const unbiased = tf.div(mean, tf.sub(1, tf.pow(0.9, step)));
    const spread = tf.sqrt(tf.div(square, tf.sub(1, tf.pow(0.999, step))));
    weight.assign(tf.sub(weight, tf.mul(tf.div(unbiased, tf.add(spread, 1e-3)), rate)));
  };
}

/** Sets the weights of a network to the same values in every run of the tests. */
function setWeights(model: tfl.LayersModel): void {
  const weights = model.getWeights().map((weight, i) => {
    // Variances and scales must be positive.
    const positive = /variance|gamma/.test(model.weights[i]!.name);
    const { data } = example(weight.shape, i + 1, positive ? { low: 0.5, high: 1.5 } : { low: -0.5, high: 0.5 });
    return tf.tensor(data, weight.shape);
  });
  model.setWeights(weights);
  tf.dispose(weights);
}

const variablesNow = () =>
  Object.fromEntries(Object.values(tf.engine().registeredVariables).map((v) => [v.name, v.dataSync().slice()]));

/** Trains a network in compiled steps and in eager ones, from the same weights and on the same batches. */
async function compareTraining(
  model: tfl.LayersModel,
  optimizer: (weights: readonly tf.Variable[]) => Update,
  input: { low?: number; high?: number; step?: number } = {},
): Promise<void> {
  setWeights(model);
  const weights = model.trainableWeights.map(({ name }) => tf.engine().registeredVariables[name]!);
  const update = optimizer(weights);
  const inputShape = [BATCH, ...(model.inputs[0]!.shape.slice(1) as number[])];
  const outputShape = [BATCH, ...(model.outputs[0]!.shape.slice(1) as number[])];

  const step = ({ x, target }: Record<'x' | 'target', tf.Tensor>) => {
    const { value, grads } = tf.variableGrads(() => {
      const y = model.apply(x, { training: true }) as tf.Tensor;
      return tf.mean<tf.Scalar>(tf.squaredDifference(y, target));
    }, weights);
    for (const weight of weights) update(weight, grads[weight.name]!);
    return { loss: value };
  };
  const batches = Array.from({ length: STEPS }, (_, i) => ({
    x: example(inputShape, 1000 + i, input),
    target: example(outputShape, 2000 + i),
  }));
  const before = variablesNow();

  const restore = () => {
    tf.tidy(() => {
      for (const variable of Object.values(tf.engine().registeredVariables)) {
        variable.assign(tf.tensor(before[variable.name]!, variable.shape, variable.dtype));
      }
    });
  };

  const shapes = { x: { shape: inputShape }, target: { shape: outputShape } };
  const compiledRuns = [];
  for (const images of ['channels-first', 'batch-last'] as const) {
    const compiled = await compile(ort, record(shapes, step, { images }), SESSION);
    const losses: number[] = [];
    for (const { x, target } of batches) {
      losses.push((await compiled.run({ x: x.data, target: target.data })).loss[0]!);
    }
    expect(variablesNow()).toEqual(before);
    await compiled.writeVariables();
    await compiled.dispose();
    compiledRuns.push({ images, losses, variables: variablesNow() });
    restore();
  }
  const eagerLosses = batches.map(({ x, target }) =>
    tf.tidy(() => step({ x: tensorOf(x), target: tensorOf(target) }).loss.dataSync()[0]!),
  );

  for (const { images, losses, variables } of compiledRuns) {
    expectClose(`loss (${images})`, losses, eagerLosses, 1e-3);
    for (const [name, eager] of Object.entries(variablesNow())) {
      expectClose(`${name} (${images})`, variables[name]!, eager, 2e-3);
    }
  }
  expect(variablesNow()).not.toEqual(before);
}

const tensorOf = ({ data, shape }: { data: TensorData; shape: readonly number[] }) => tf.tensor(data, [...shape]);

const network = (...stack: tfl.layers.Layer[]) => tfl.sequential({ layers: stack });

const image = [6, 6, 2];

/** A network for images that contains some layers, and has three outputs. */
const around = (...middle: tfl.layers.Layer[]) =>
  network(
    layers.conv2d({ inputShape: image, filters: 3, kernelSize: 3, padding: 'same', activation: 'tanh' }),
    ...middle,
    layers.flatten(),
    layers.dense({ units: 3 }),
  );

/** A network for sequences of 5 vectors that contains some layers, and has three outputs. */
const alongTime = (...middle: tfl.layers.Layer[]) =>
  network(layers.inputLayer({ inputShape: [5, 3] }), ...middle, layers.flatten(), layers.dense({ units: 3 }));

/** Two branches joined by a layer. */
const joined = (join: tfl.layers.Layer) => {
  const input = tfl.input({ shape: [5] });
  const branches = ['relu', 'tanh'].map((activation) =>
    layers.dense({ units: 4, activation: activation as 'relu' | 'tanh' }).apply(input),
  ) as tfl.SymbolicTensor[];
  return tfl.model({
    inputs: input,
    outputs: layers.dense({ units: 3 }).apply(join.apply(branches)) as tfl.SymbolicTensor,
  });
};

/** Settings of recurrent layers. Their default initializer needs chained ops. */
const RECURRENT = { units: 4, recurrentInitializer: 'glorotUniform' } as const;

const PADDINGS = ['valid', 'same'] as const;

/** Networks, by the layer that each of them tests. */
const NETWORKS: readonly (readonly [name: string, () => tfl.LayersModel])[] = [
  ...(
    ['linear', 'relu', 'relu6', 'elu', 'selu', 'sigmoid', 'softplus', 'softsign', 'swish', 'tanh', 'softmax'] as const
  ).map(
    (activation) =>
      [
        `dense, ${activation}`,
        () => network(layers.dense({ inputShape: [5], units: 4, activation }), layers.dense({ units: 3 })),
      ] as const,
  ),
  ...PADDINGS.flatMap((padding) => [
    [
      `conv2d, ${padding}`,
      () => around(layers.conv2d({ filters: 2, kernelSize: 3, padding, activation: 'relu' })),
    ] as const,
    [
      `conv2d with strides, ${padding}`,
      () => around(layers.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding })),
    ] as const,
    [
      `depthwiseConv2d, ${padding}`,
      () => around(layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding })),
    ] as const,
    [
      `separableConv2d, ${padding}`,
      () => around(layers.separableConv2d({ filters: 2, kernelSize: 3, padding })),
    ] as const,
    [
      `conv2dTranspose, ${padding}`,
      () => around(layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding })),
    ] as const,
    [`conv1d, ${padding}`, () => alongTime(layers.conv1d({ filters: 2, kernelSize: 3, padding }))] as const,
    [`maxPooling2d, ${padding}`, () => around(layers.maxPooling2d({ poolSize: 2, padding }))] as const,
    [
      `maxPooling2d with overlap, ${padding}`,
      () => around(layers.maxPooling2d({ poolSize: 3, strides: 2, padding })),
    ] as const,
    [
      `averagePooling2d, ${padding}`,
      () => around(layers.averagePooling2d({ poolSize: 3, strides: 2, padding })),
    ] as const,
    [`maxPooling1d, ${padding}`, () => alongTime(layers.maxPooling1d({ poolSize: 2, padding }))] as const,
    [`averagePooling1d, ${padding}`, () => alongTime(layers.averagePooling1d({ poolSize: 2, padding }))] as const,
  ]),
  ['globalAveragePooling2d', () => around(layers.globalAveragePooling2d({}), layers.reshape({ targetShape: [3, 1] }))],
  ['globalMaxPooling2d', () => around(layers.globalMaxPooling2d({}), layers.reshape({ targetShape: [3, 1] }))],
  ['batchNormalization', () => around(layers.batchNormalization())],
  [
    'batchNormalization of vectors',
    () => network(layers.dense({ inputShape: [5], units: 4 }), layers.batchNormalization(), layers.dense({ units: 3 })),
  ],
  [
    'layerNormalization',
    () => network(layers.dense({ inputShape: [5], units: 4 }), layers.layerNormalization(), layers.dense({ units: 3 })),
  ],
  ['reLU', () => around(layers.reLU({ maxValue: 2 }))],
  ['leakyReLU', () => around(layers.leakyReLU())],
  ['elu', () => around(layers.elu())],
  ['prelu', () => around(layers.prelu())],
  ['softmax', () => around(layers.softmax({ axis: 3 }))],
  ['zeroPadding2d', () => around(layers.zeroPadding2d({ padding: 1 }))],
  [
    'cropping2D',
    () =>
      around(
        layers.cropping2D({
          cropping: [
            [1, 1],
            [0, 2],
          ],
        }),
      ),
  ],
  // Not nearest neighbour: its gradient in TensorFlow.js's cpu backend is wrong for more than one image.
  ['upSampling2d, bilinear', () => around(layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }))],
  ['permute and reshape', () => around(layers.permute({ dims: [3, 1, 2] }), layers.reshape({ targetShape: [9, 12] }))],
  [
    'repeatVector',
    () =>
      network(
        layers.dense({ inputShape: [5], units: 4 }),
        layers.repeatVector({ n: 3 }),
        layers.flatten(),
        layers.dense({ units: 3 }),
      ),
  ],
  ['rescaling', () => network(layers.rescaling({ inputShape: [5], scale: 2, offset: -1 }), layers.dense({ units: 3 }))],
  ['timeDistributed', () => alongTime(layers.timeDistributed({ layer: layers.dense({ units: 2 }) }))],
  ['simpleRNN', () => alongTime(layers.simpleRNN({ ...RECURRENT, returnSequences: true }))],
  ['gru', () => alongTime(layers.gru({ ...RECURRENT, returnSequences: true }))],
  ['lstm', () => alongTime(layers.lstm({ ...RECURRENT, returnSequences: true }))],
  [
    'bidirectional',
    () =>
      alongTime(
        layers.bidirectional({
          layer: layers.lstm({ ...RECURRENT, returnSequences: true }),
          mergeMode: 'concat',
        }),
      ),
  ],
  ['concatenate', () => joined(layers.concatenate())],
  ['add', () => joined(layers.add())],
  ['multiply', () => joined(layers.multiply())],
  ['average', () => joined(layers.average())],
  ['maximum', () => joined(layers.maximum())],
  ['minimum', () => joined(layers.minimum())],
];

describe('twenty compiled steps give the same weights as twenty eager steps', () => {
  test.each(NETWORKS)('%s', async (_, make) => {
    await compareTraining(make(), momentum);
  });

  test('embedding', async () => {
    const model = network(
      layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4 }),
      layers.flatten(),
      layers.dense({ units: 2 }),
    );
    await compareTraining(model, momentum, { low: 0, high: 6, step: 1 });
  });

  test('Adam', async () => {
    await compareTraining(
      around(layers.batchNormalization(), layers.maxPooling2d({ poolSize: 2 }), layers.leakyReLU()),
      adam,
    );
  });
});
