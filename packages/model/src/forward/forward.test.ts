import * as tf from '@tensorflow/tfjs-core';
import { input, layers, model as layersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { ADDER_SPECS, createWornAdder, DIGIT_SPECS, randomImages } from '../../test/small-models.js';
import type { AdderSpecInput } from '../spec/adder-spec.js';
import { dropoutLayers } from './dropout-layers.js';
import { forward, type AdderOutputs } from './forward.js';
import { forwardEvery } from './forward-every.js';
import type { TrainingMode } from './forward-mode.js';
import { UnsupportedModelError } from './unsupported-model-error.js';
import { variableOf } from './variable-of.js';

const addendsOf = (...addends: number[]) =>
  tf.tensor2d(addends.map((addend) => Array.from({ length: 10 }, (_, i) => Number(i === addend))));

/** The largest difference, of numbers beyond 1 in relation to them. */
const difference = (a: tf.Tensor, b: tf.Tensor) =>
  tf.tidy(() => tf.max(tf.div(tf.abs(tf.sub(a, b)), tf.maximum(tf.abs(b), 1))).dataSync()[0]!);
const keepAll: TrainingMode = { training: true, dropoutMask: (_layer, shape) => tf.ones([...shape]) };
const losses = ({ digit, sum }: Pick<AdderOutputs, 'digit' | 'sum'>) =>
  tf.neg<tf.Scalar>(tf.add(tf.mean(digit), tf.mean(sum)));

/** How many layers see the image itself. */
const columnsOf = ({ backbone }: AdderSpecInput) => ('columns' in backbone ? backbone.columns! : 1);

describe.each(ADDER_SPECS)('forward through $name', ({ spec }) => {
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
    const { embedding } = forward(model, { image, addend: 'every' });
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
    const every = forward(model, { image, addend: 'every' });
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
    const repeated = tf.gather(
      image,
      tf.tensor1d(
        Array.from({ length: 30 }, (_, i) => Math.floor(i / 10)),
        'int32',
      ),
    );
    const addend = addendsOf(...Array.from({ length: 30 }, (_, i) => i % 10));
    const every = tf.variableGrads(() => losses(forward(model, { image, addend: 'every' })), weights);
    const single = tf.variableGrads(() => losses(forward(model, { image: repeated, addend })), weights);
    for (const { name } of weights) {
      expect(difference(every.grads[name]!, single.grads[name]!), name).toBeLessThan(1e-4);
    }
  });

  test('lets a gradient reach every trainable weight in training', () => {
    const weights = model.trainableWeights.map(variableOf);
    const { grads } = tf.variableGrads(() => {
      const outputs = forward(model, { image, addend: 'every' }, keepAll);
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
      tf.tidy(() => tf.variableGrads(() => losses(forward(model, { image, addend: 'every' }, keepAll)), weights));
    });
    const count = (name: string) => kernels.filter((kernel) => kernel.name === name).length;
    expect(count('Conv2DBackpropFilter')).toBe(count('Conv2D'));
    expect(count('Conv2DBackpropInput')).toBe(Math.max(0, count('Conv2D') - columnsOf(spec)));
  });

  test('keeps nothing but its outputs', () => {
    const before = tf.memory().numTensors;
    for (const mode of [undefined, keepAll]) {
      const outputs = forward(model, { image, addend: 'every' }, mode);
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
      forward(model, { image, addend: 'every' }, mode);
      const before = model.getLayer(name).inboundNodes[0]!.inboundLayers[0]!.name;
      const input = outputs.get(before)!.dataSync();
      const output = outputs.get(name)!.dataSync();
      expect(rate).toBe(0.25);
      output.forEach((value, i) => {
        expect(value).toBeCloseTo(i % 2 === 0 ? 0 : input[i]! / 0.75, 5);
      });
      tf.dispose([...outputs.values()]);
    }
    expect(dropoutLayers(model)).toHaveLength(
      { 'identity-cnn': 6, 'small-cnn': 1, vgg: columnsOf(spec), lenet: 0, mlp: 0 }[spec.backbone.type],
    );
  });
});

describe.each(DIGIT_SPECS)('forward through $name', ({ spec }) => {
  const model = createWornAdder(spec, 3);
  const image = randomImages(3, 1);

  test('gives what predict gives, as logarithms, and no sum', () => {
    const outputs = forward(model, { image });
    expect(difference(tf.exp(outputs.digit), model.predict(image) as tf.Tensor)).toBeLessThan(1e-6);
    expect(outputs.sum).toBeUndefined();
    expect(forwardEvery(model, image).digit.dataSync()).toEqual(outputs.digit.dataSync());
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
    expect(() => forward(model, { image, addend: 'every' })).toThrow(new UnsupportedModelError('sum', 'is missing'));
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
    const every = forward(model, { image: images, addend: 'every' });
    const [, predicted] = model.predict([images, addendsOf(7, 7)]) as [tf.Tensor, tf.Tensor];
    expect(difference(tf.gather(tf.exp(every.sum), tf.tensor1d([7, 17], 'int32')), predicted)).toBeLessThan(1e-6);
  });

  test('refuses layers that it does not know, naming them', () => {
    const odd = apply(layers.gaussianNoise({ stddev: 1, name: 'odd' }), joined);
    const model = layersModel({ inputs: [image, addend], outputs: odd });
    expect(() => forward(model, { image: randomImages(1, 1), addend: 'every' })).toThrow(
      new UnsupportedModelError('odd', 'is of the unknown class GaussianNoise'),
    );
  });

  test('refuses to add what it is not given', () => {
    const model = createWornAdder(ADDER_SPECS[0]!.spec, 3);
    expect(() => forward(model, { image: randomImages(1, 1) })).toThrow(
      new UnsupportedModelError('addend', 'is an input that is not given'),
    );
  });

  test('refuses models without the layers that it reads, naming them', () => {
    const model = layersModel({ inputs: [image, addend], outputs: joined });
    expect(() => forward(model, { image: randomImages(1, 1), addend: 'every' })).toThrow(
      new UnsupportedModelError('digit', 'is missing'),
    );
  });
});
