import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { ADDER_SPECS, createWornAdder, DIGIT_SPECS, randomImages } from '../../test/small-models.js';
import type { AdderSpecInput } from '../network/adder-spec.js';
import { unsupportedModel } from '../model-error.js';
import { variableOf } from '../network/network.js';
import { forward, forwardAllAddends, type Outputs } from './forward.js';
import type { TrainingMode } from './forward-mode.js';
import { dropoutLayers } from './regularisation.js';

const addendsOf = (...addends: number[]) =>
  tf.tensor2d(addends.map((addend) => Array.from({ length: 10 }, (_, i) => Number(i === addend))));

/** The largest difference, of numbers beyond 1 in relation to them. */
const difference = (a: tf.Tensor, b: tf.Tensor) =>
  tf.tidy(() => tf.max(tf.div(tf.abs(tf.sub(a, b)), tf.maximum(tf.abs(b), 1))).dataSync()[0]!);
const keepAll: TrainingMode = { training: true, dropoutMask: (_layer, shape) => tf.ones([...shape]) };
const losses = ({ digit, sum }: Pick<Required<Outputs>, 'digit' | 'sum'>) =>
  tf.neg<tf.Scalar>(tf.add(tf.mean(digit), tf.mean(sum)));

/** How many layers see the image itself. */
const columnsOf = ({ backbone }: AdderSpecInput) => ('columns' in backbone ? backbone.columns! : 1);

describe.each(ADDER_SPECS)('forward through $name', ({ spec, dropouts }) => {
  const model = createWornAdder(spec, 3);
  const image = randomImages(3, 1);

  test('gives what predict gives, as logarithms', () => {
    const addend = addendsOf(0, 4, 9);
    const { digit, sum } = forward(model, { image, addend });
    const [digitPredicted, sumPredicted] = model.predict([image, addend]) as [tf.Tensor, tf.Tensor];
    expect(difference(tf.exp(digit), digitPredicted)).toBeLessThan(1e-6);
    expect(difference(tf.exp(sum), sumPredicted)).toBeLessThan(1e-6);
  });

  test('gives the embedding', () => {
    const embeddings = layersModel({ inputs: model.inputs[0]!, outputs: model.getLayer('embedding').output });
    const { embedding } = forward(model, { image, addend: 'all' });
    expect(difference(embedding, embeddings.predict(image) as tf.Tensor)).toBeLessThan(1e-5);
  });

  test('takes an uncertain addend as well', () => {
    const addend = tf.softmax(
      tf.tensor2d(
        Array.from({ length: 30 }, (_, i) => Math.sin(i)),
        [3, 10],
      ),
    );
    const { sum } = forward(model, { image, addend });
    const [, sumPredicted] = model.predict([image, addend]) as [tf.Tensor, tf.Tensor];
    expect(difference(tf.exp(sum), sumPredicted)).toBeLessThan(1e-6);
  });

  test('gives for every addend what ten separate calls give', () => {
    const every = forward(model, { image, addend: 'all' });
    expect(every.digit.shape).toEqual([30, 10]);
    expect(every.sum.shape).toEqual([30, 19]);
    for (let addend = 0; addend < 10; addend++) {
      const rows = tf.tensor1d(
        [0, 1, 2].map((i) => i * 10 + addend),
        'int32',
      );
      const one = forward(model, { image, addend: addendsOf(addend, addend, addend) });
      expect(difference(tf.gather(every.digit, rows), one.digit)).toBeLessThan(1e-5);
      expect(difference(tf.gather(every.sum, rows), one.sum)).toBeLessThan(1e-5);
    }
  });

  test('has the same gradient for every addend as for all pairs one by one', () => {
    const weights = model.trainableWeights.map(variableOf);
    const image = randomImages(2, 1);
    const repeated = tf.gather(
      image,
      tf.tensor1d(
        Array.from({ length: 20 }, (_, i) => Math.floor(i / 10)),
        'int32',
      ),
    );
    const addend = addendsOf(...Array.from({ length: 20 }, (_, i) => i % 10));
    const every = tf.variableGrads(() => losses(forward(model, { image, addend: 'all' })), weights);
    const single = tf.variableGrads(() => losses(forward(model, { image: repeated, addend })), weights);
    for (const { name } of weights) {
      expect(difference(every.grads[name]!, single.grads[name]!), name).toBeLessThan(1e-4);
    }
  });

  test('lets a gradient reach every trainable weight in training', () => {
    const weights = model.trainableWeights.map(variableOf);
    const { grads } = tf.variableGrads(() => {
      const outputs = forward(model, { image, addend: 'all' }, keepAll);
      // Of the right classes only: the mean over all would leave nothing to learn for what a softmax shifts alike.
      return losses({
        ...outputs,
        digit: tf.slice(outputs.digit, [0, 3], [-1, 1]),
        sum: tf.slice(outputs.sum, [0, 4], [-1, 1]),
      });
    }, weights);
    expect(weights.length).toBeGreaterThan(0);
    for (const { name } of weights) {
      const norm = tf.norm(grads[name]!).dataSync()[0]!;
      expect(norm, name).toBeGreaterThan(0);
      expect(norm, name).toBeLessThan(Infinity);
    }
  });

  test('calculates no gradient of the image', async () => {
    const weights = model.trainableWeights.map(variableOf);
    const { kernels } = await tf.profile(() => {
      tf.tidy(() => tf.variableGrads(() => losses(forward(model, { image, addend: 'all' }, keepAll)), weights));
    });
    const count = (name: string) => kernels.filter((kernel) => kernel.name === name).length;
    expect(count('Conv2DBackpropFilter')).toBe(count('Conv2D'));
    expect(count('Conv2DBackpropInput')).toBe(Math.max(0, count('Conv2D') - columnsOf(spec)));
  });

  test('keeps nothing but its outputs', () => {
    const before = tf.memory().numTensors;
    for (const mode of [undefined, keepAll]) {
      const outputs = forward(model, { image, addend: 'all' }, mode);
      expect(tf.memory().numTensors - before).toBe(3);
      tf.dispose(Object.values(outputs));
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test('shows what each layer gives', () => {
    const shapes = new Map<string, number[]>();
    forward(
      model,
      { image, addend: addendsOf(1, 2, 3) },
      { training: false, onActivation: (layer, activation) => shapes.set(layer, activation.shape.slice(1)) },
    );
    expect([...shapes]).toEqual(
      model.layers.map(({ name, outputShape }) => [name, (outputShape as number[]).slice(1)]),
    );
  });

  test('drops what the masks say, and nothing where the model is used', () => {
    for (const { name, rate, shape } of dropoutLayers(model)) {
      const outputs = new Map<string, tf.Tensor>();
      const mode: TrainingMode = {
        training: true,
        dropoutMask: (layer, maskShape) => {
          if (layer !== name) return tf.ones([...maskShape]);
          expect(maskShape).toEqual([3, ...shape]);
          return tf.tensor(
            Uint8Array.from({ length: tf.util.sizeFromShape([...maskShape]) }, (_, i) => i % 2),
            [...maskShape],
            'bool',
          );
        },
        onActivation: (layer, activation) => outputs.set(layer, tf.keep(tf.clone(activation))),
      };
      forward(model, { image, addend: 'all' }, mode);
      const before = model.getLayer(name).inboundNodes[0]!.inboundLayers[0]!.name;
      const input = outputs.get(before)!.dataSync();
      const output = outputs.get(name)!.dataSync();
      expect(rate).toBe(0.25);
      output.forEach((value, i) => {
        expect(value).toBeCloseTo(i % 2 === 0 ? 0 : input[i]! / 0.75, 5);
      });
      tf.dispose([...outputs.values()]);
    }
    expect(dropoutLayers(model)).toHaveLength(dropouts);
  });
});

describe.each(DIGIT_SPECS)('forward through $name', ({ spec }) => {
  const model = createWornAdder(spec, 3);
  const image = randomImages(3, 1);

  test('gives what predict gives, as logarithms, and no sum', () => {
    const outputs = forward(model, { image });
    expect(difference(tf.exp(outputs.digit), model.predict(image) as tf.Tensor)).toBeLessThan(1e-6);
    expect(outputs.sum).toBeUndefined();
    expect(forwardAllAddends(model, image).digit.dataSync()).toEqual(outputs.digit.dataSync());
  });

  test('lets a gradient reach every trainable weight in training', () => {
    const weights = model.trainableWeights.map(variableOf);
    const { grads } = tf.variableGrads(
      () => tf.neg<tf.Scalar>(tf.mean(tf.slice(forward(model, { image }, keepAll).digit, [0, 3], [-1, 1]))),
      weights,
    );
    for (const { name } of weights) expect(tf.norm(grads[name]!).dataSync()[0], name).toBeGreaterThan(0);
  });

  test('takes no addend', () => {
    expect(() => forward(model, { image, addend: 'all' })).toThrow(unsupportedModel('sum', 'is missing'));
  });
});

describe('forward', () => {
  const image = input({ name: 'image', shape: [28, 28, 1] });
  const addend = input({ name: 'addend', shape: [10] });
  const apply = (
    layer: { apply: (inputs: SymbolicTensor | SymbolicTensor[]) => unknown },
    ...inputs: SymbolicTensor[]
  ) => layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as SymbolicTensor;
  const embedding = apply(
    layers.dense({ units: 4, activation: 'sigmoid', name: 'embedding' }),
    apply(layers.globalAveragePooling2d({}), apply(layers.averagePooling2d({ poolSize: 2 }), image)),
  );
  const joined = apply(layers.concatenate(), embedding, addend);

  test('joins images and addends for any layer, not for dense ones alone', () => {
    const features = apply(layers.activation({ activation: 'tanh' }), joined);
    const outputs = [10, 19].map((units, i) =>
      apply(layers.dense({ units, activation: 'softmax', name: ['digit', 'sum'][i]! }), features),
    );
    const model = layersModel({ inputs: [image, addend], outputs });
    const images = randomImages(2, 2);
    const every = forward(model, { image: images, addend: 'all' });
    const [, predicted] = model.predict([images, addendsOf(7, 7)]) as [tf.Tensor, tf.Tensor];
    expect(difference(tf.gather(tf.exp(every.sum), tf.tensor1d([7, 17], 'int32')), predicted)).toBeLessThan(1e-6);
  });

  /** A model whose outputs follow from the embedding and the addend by way of one more layer. */
  const modelWith = (...odd: { apply: (inputs: SymbolicTensor | SymbolicTensor[]) => unknown }[]) => {
    const features = odd.reduce<SymbolicTensor>((input, layer) => apply(layer, input), joined);
    const outputs = [10, 19].map((units, i) =>
      apply(layers.dense({ units, activation: 'softmax', name: ['digit', 'sum'][i]! }), features),
    );
    return layersModel({ inputs: [image, addend], outputs });
  };

  test.each([
    ['layer normalisation', () => [layers.layerNormalization()]],
    ['noise where the model is used', () => [layers.gaussianNoise({ stddev: 1 })]],
    ['PReLU, which has weights', () => [layers.prelu({ alphaInitializer: 'ones' })]],
    [
      'a recurrent layer',
      () => [layers.reshape({ targetShape: [7, 2] }), layers.gru({ units: 3, recurrentInitializer: 'glorotUniform' })],
    ],
    [
      'a wrapper around a layer',
      () => [
        layers.reshape({ targetShape: [7, 2] }),
        layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
        layers.flatten(),
      ],
    ],
  ] as const)('calculates %s by its own call', (_, odd) => {
    const model = modelWith(...odd());
    const images = randomImages(2, 2);
    const all = forward(model, { image: images, addend: 'all' });
    const [digits, sums] = model.predict([images, addendsOf(7, 7)]) as [tf.Tensor, tf.Tensor];
    const rows = tf.tensor1d([7, 17], 'int32');
    expect(difference(tf.gather(tf.exp(all.digit), rows), digits)).toBeLessThan(1e-6);
    expect(difference(tf.gather(tf.exp(all.sum), rows), sums)).toBeLessThan(1e-6);
  });

  test.each(['gelu', 'swish', 'elu', 'selu', 'softplus'] as const)(
    'calculates the activation %s by the own call of its layer',
    (name) => {
      const model = modelWith(layers.dense({ units: 4, activation: name }), layers.activation({ activation: name }));
      const images = randomImages(2, 2);
      const { digit } = forward(model, { image: images, addend: addendsOf(3, 4) });
      const [digits] = model.predict([images, addendsOf(3, 4)]) as [tf.Tensor, tf.Tensor];
      expect(difference(tf.exp(digit), digits)).toBeLessThan(1e-6);
    },
  );

  test('lets gradients through a layer that it calculates by its own call', () => {
    const model = modelWith(layers.prelu({ name: 'odd', alphaInitializer: 'ones' }));
    const weights = model.getLayer('odd').trainableWeights.map(variableOf);
    const { grads } = tf.variableGrads(
      () => losses(forward(model, { image: randomImages(2, 2), addend: 'all' }, keepAll)),
      weights,
    );
    // All features are positive here: the slope for negative ones gets a gradient of zero, and not none.
    expect(Object.keys(grads)).toEqual(weights.map(({ name }) => name));
  });

  test('refuses layers whose own call would be wrong, naming them', () => {
    const inputs = { image: randomImages(1, 1), addend: 'all' } as const;
    const noise = modelWith(layers.gaussianNoise({ stddev: 1, name: 'odd' }));
    const random = 'draws random numbers in training that cannot be reproduced';
    expect(() => forward(noise, inputs, keepAll)).toThrow(unsupportedModel('odd', random));
    const cell = layers.lstmCell({ units: 3, dropout: 0.5, recurrentInitializer: 'glorotUniform' });
    const recurrent = modelWith(layers.reshape({ targetShape: [7, 2] }), layers.rnn({ cell, name: 'odd' }));
    expect(() => forward(recurrent, inputs)).not.toThrow();
    expect(() => forward(recurrent, inputs, keepAll)).toThrow(unsupportedModel('odd', random));
    const masking = modelWith(
      layers.reshape({ targetShape: [7, 2] }),
      layers.masking({ name: 'odd' }),
      layers.flatten(),
    );
    expect(() => forward(masking, inputs)).toThrow(unsupportedModel('odd', 'passes on a mask'));
  });

  test('refuses layers of an unknown class that have no call', () => {
    const model = modelWith(layers.layerNormalization({ name: 'odd' }));
    const network = {
      outputNames: model.outputNames,
      layers: model.layers.map((layer) => ({
        name: layer.name,
        weights: layer.weights,
        inboundNodes: layer.inboundNodes,
        getClassName: () => layer.getClassName(),
        getConfig: () => layer.getConfig(),
      })),
    };
    expect(() => forward(network, { image: randomImages(1, 1), addend: 'all' })).toThrow(
      unsupportedModel('odd', 'is of the unknown class LayerNormalization'),
    );
  });

  test('refuses to add what it is not given', () => {
    const model = createWornAdder(ADDER_SPECS[0]!.spec, 3);
    expect(() => forward(model, { image: randomImages(1, 1) })).toThrow(
      unsupportedModel('addend', 'is an input that is not given'),
    );
  });

  test('refuses models without the layers that it reads, naming them', () => {
    const model = layersModel({ inputs: [image, addend], outputs: joined });
    expect(() => forward(model, { image: randomImages(1, 1), addend: 'all' })).toThrow(
      unsupportedModel('digit', 'is missing'),
    );
  });
});
