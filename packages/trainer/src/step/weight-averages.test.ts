import { createAdder } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createWeightAverages } from './weight-averages.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

const tiny = () =>
  createAdder(
    { backbone: { type: 'identity-cnn', filters: [1, 1, 1], embedding: 2 }, head: { type: 'exact' } },
    { seed: 1 },
  );

const valuesOf = (variables: readonly tf.Variable[]) => variables.map((variable) => variable.dataSync().slice());

describe('createWeightAverages', () => {
  test('is an exponential moving average with a warm start, calculated here in double precision', () => {
    const model = tiny();
    const bias = variableOf(model.getLayer('digit').weights[1]!);
    const averages = createWeightAverages(model, 0.3);
    const average = averages.variables.find(({ name }) => name === `${bias.name}/average`)!;
    let expected = bias.dataSync()[0]!;
    for (const [step, value] of [1, -2, 5, 0.5, 3].entries()) {
      tf.tidy(() => {
        bias.assign(tf.fill([10], value));
        averages.update();
      });
      const decay = Math.min(0.3, (1 + step) / (10 + step));
      expected = decay * expected + (1 - decay) * value;
      expect(average.dataSync()[0]).toBeCloseTo(expected, 5);
    }
  });

  test('averages what is trained and the statistics of batch normalisation, and nothing that is fixed', () => {
    const model = tiny();
    const { variables } = createWeightAverages(model, 0.9);
    const averaged = new Set(variables.map(({ name }) => name));
    const names = model.weights
      .filter((weight) => averaged.has(`${variableOf(weight).name}/average`))
      .map(({ originalName }) => originalName);
    expect(names).toEqual(
      model.weights.map(({ originalName }) => originalName).filter((name) => name !== 'sum/kernel'),
    );
    expect(names.some((name) => name.endsWith('moving_variance'))).toBe(true);
    // And the count of steps.
    expect(variables).toHaveLength(names.length + 1);
  });

  test('the model has them until it is done, and then its own weights to the bit, whatever happens', async () => {
    const tensors = tf.memory().numTensors;
    const model = tiny();
    const weights = model.weights.map(variableOf);
    const averages = createWeightAverages(model, 0.9);
    const initial = valuesOf(weights);
    tf.tidy(() => {
      for (const weight of weights) weight.assign(tf.add(weight, Math.PI));
    });
    const own = valuesOf(weights);
    const before = tf.memory().numTensors;
    const seen = await averages.during(() => Promise.resolve(valuesOf(weights)));
    // No update was made: the averages are the initial weights.
    expect(seen.slice(0, -1)).toEqual(initial.slice(0, -1));
    expect(valuesOf(weights)).toEqual(own);
    await expect(averages.during(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    expect(valuesOf(weights)).toEqual(own);
    expect(tf.memory().numTensors).toBe(before);

    averages.adopt();
    expect(valuesOf(weights).slice(0, -1)).toEqual(initial.slice(0, -1));
    averages.dispose();
    expect(valuesOf(weights).slice(0, -1)).toEqual(initial.slice(0, -1));
    model.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
