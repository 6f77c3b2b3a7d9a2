import { createDigitSet, IMAGE_PIXELS, randomStream } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder, eagerPredictor, evaluateAdder, variableOf } from '@mnist-adder/model';
import type { AdderEvaluation } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFeeds } from '../loop/feeds.js';
import { recipeSchema } from '../recipe/recipe.js';
import type { RecipeInput } from '../recipe/recipe.js';
import { createTrainingStep } from './training-step.js';

const SIZE = 6;

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

function noise(): DigitSet {
  const stream = randomStream(1);
  const source = 'noise';
  const images = Uint8Array.from({ length: SIZE * IMAGE_PIXELS }, () => stream.below(256));
  const labels = Uint8Array.from({ length: SIZE }, () => stream.below(10));
  return createDigitSet({
    images: { source, dimensions: [SIZE, 28, 28], data: images },
    labels: { source, dimensions: [SIZE], data: labels },
  });
}

const recipe = (training: Partial<RecipeInput['training']> = {}) =>
  recipeSchema.parse({
    id: 'tiny',
    summary: 'a network small enough for TensorFlow.js in plain JavaScript',
    source: 'this test',
    network: { backbone: { type: 'small-cnn', filters: [2, 2], embedding: 4 }, head: { type: 'concat' } },
    data: { pairing: 'all' },
    training: {
      epochs: 1,
      batchSize: SIZE,
      optimizer: { type: 'sgd' },
      learningRate: { type: 'constant', rate: 0.1 },
      ...training,
    },
  });

/** Runs a step on all the images, and gives what it reports. */
async function runOnce(settings: ReturnType<typeof recipe>) {
  const digits = noise();
  const model = createAdder(settings.network, { seed: 1 });
  const step = createTrainingStep(model, settings);
  const { inputs } = await createFeeds({ recipe: settings, model, digits, seed: 1 }).at(0, 0);
  const run = () =>
    tf.tidy(() => {
      const tensors = Object.entries(step.inputs).map(
        ([name, { shape, dtype }]) => [name, tf.tensor(inputs[name]!, [...shape], dtype)] as const,
      );
      const report = step.run(Object.fromEntries(tensors));
      return Object.fromEntries(Object.entries(report).map(([name, scalar]) => [name, scalar.dataSync()[0]!]));
    });
  return { digits, model, step, run };
}

describe('createTrainingStep', () => {
  test('reports what the model makes of every pair of the batch, before the update', async () => {
    const { digits, model, run } = await runOnce(recipe());
    const evaluation = (await evaluateAdder(eagerPredictor(model), digits)) as AdderEvaluation;
    const report = run();
    expect(report.digitLoss).toBeCloseTo(evaluation.digitLoss, 5);
    expect(report.sumLoss).toBeCloseTo(evaluation.sumLoss, 5);
    expect(report.loss).toBeCloseTo(evaluation.loss, 5);
    expect(report.digitCorrect).toBe(Math.round(evaluation.digitAccuracy * 10 * SIZE));
    expect(report.sumCorrect).toBe(Math.round(evaluation.sumAccuracy * 10 * SIZE));
  });

  test('reports the digit alone of a model that reads no more', async () => {
    const settings = recipe();
    const { digits, model, run } = await runOnce({
      ...settings,
      network: { ...settings.network, head: { type: 'digit' } },
      data: { ...settings.data, pairing: 'none' },
    });
    const evaluation = await evaluateAdder(eagerPredictor(model), digits);
    const report = run();
    expect(Object.keys(report).sort()).toEqual(['digitCorrect', 'digitLoss', 'loss']);
    expect(report.loss).toBe(report.digitLoss);
    expect(report.digitLoss).toBeCloseTo(evaluation.digitLoss, 5);
    expect(report.digitCorrect).toBe(Math.round(evaluation.digitAccuracy * SIZE));
  });

  test('the loss is the sum or the mean of the two cross entropies', async () => {
    const sum = (await runOnce(recipe({ loss: 'sum' }))).run();
    tf.disposeVariables();
    const mean = (await runOnce(recipe({ loss: 'mean' }))).run();
    expect(mean.loss).toBeCloseTo(sum.loss! / 2, 5);
    expect(mean.digitLoss).toBe(sum.digitLoss);
  });

  test('goes down the gradient: the loss changes by −rate · |gradient|² in a small step', async () => {
    const rate = 1e-3;
    const { model, run } = await runOnce(recipe({ learningRate: { type: 'constant', rate } }));
    const weights = model.trainableWeights.map(variableOf);
    const before = weights.map((weight) => weight.dataSync<'float32'>().slice());
    const { loss: first } = run();
    const squares = weights.map((weight, i) =>
      weight.dataSync<'float32'>().reduce((sum, value, j) => sum + ((value - before[i]![j]!) / rate) ** 2, 0),
    );
    const gradientSquared = squares.reduce((sum, square) => sum + square, 0);
    const { loss: second } = run();
    expect(squares.every((square) => square > 0)).toBe(true);
    expect((first! - second!) / (rate * gradientSquared)).toBeCloseTo(1, 1);
  });

  test('its variables are all that changes, and disposing of it leaves the model’s', async () => {
    const before = tf.memory().numTensors;
    const { model, step, run } = await runOnce(recipe({ optimizer: { type: 'sgd', momentum: 0.9 } }));
    expect(step.variables).toHaveLength(model.weights.length + model.trainableWeights.length);
    run();
    step.dispose();
    expect(tf.memory().numTensors).toBe(before + model.weights.length);
  });
});
