import { readMnist } from '@mnist-adder/dataset/node';
import {
  countRightAnswers,
  createAdder,
  eagerPredictor,
  evaluateAdder,
  fitTemperatures,
  type PredictAllAddends,
} from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { memoryCheckpoints, type Checkpoint } from '../checkpoint/checkpoint.js';
import { compiledExecutor } from '../executor/compiled-executor.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import type { RecipeInput } from '../recipe/recipe.js';
import { recipeSchema } from '../recipe/recipe-schema.js';
import type { TrainingEvent } from './events.js';
import { train, type TrainOptions } from './train.js';

let data: TrainOptions['data'];
beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const { images, labels } = (await readMnist()).train;
  const take = (from: number, to: number) => ({
    images: images.slice(from * 784, to * 784),
    labels: labels.slice(from, to),
    size: to - from,
  });
  data = { train: take(0, 32), validation: take(64, 74) };
});
afterEach(() => {
  tf.disposeVariables();
});

const compiled = () => compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 });

/** Two epochs of four steps. */
const recipe = (training: Partial<RecipeInput['training']>) =>
  recipeSchema.parse({
    id: 'tiny',
    summary: 'a small network',
    source: 'this test',
    network: { backbone: { type: 'identity-cnn', filters: [1, 1, 1], embedding: 3 }, head: { type: 'concat' } },
    task: { type: 'pairs', addends: 'fresh' },
    training: {
      epochs: 2,
      batchSize: 8,
      optimizer: { type: 'adam' },
      learningRate: { type: 'constant', rate: 0.01 },
      ...training,
    },
  });

async function run(training: Partial<RecipeInput['training']>, options: Partial<TrainOptions> = {}) {
  const settings = recipe(training);
  const model = createAdder(settings.network, { seed: 1 });
  const events: TrainingEvent[] = [];
  await train({
    recipe: settings,
    model,
    data,
    seed: 1,
    evaluationBatchSize: 10,
    executor: compiled(),
    now: () => 0,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return {
    model,
    weights: model.weights.map((weight) => variableOf(weight).dataSync().slice()),
    steps: events.filter((event) => event.type === 'step'),
    epochs: events.filter((event) => event.type === 'epoch-end'),
  };
}

describe('averaged weights', () => {
  const averaging = { decay: 0.5 };

  test.each([
    ['compiled', compiled],
    ['eager', eagerExecutor],
  ])('%s: are what is validated and kept, and what is trained does not notice', async (_, executor) => {
    const { model, epochs, steps, weights } = await run({ averaging }, { executor: executor() });
    const validation = await evaluateAdder(eagerPredictor(model), data.validation);
    expect(epochs.at(-1)!.validation.loss).toBeCloseTo(validation.loss, 4);
    const without = await run({}, { executor: executor() });
    expect(steps.map(({ scores }) => scores)).toEqual(without.steps.map(({ scores }) => scores));
    expect(weights).not.toEqual(without.weights);
    expect(epochs.at(-1)!.validation.loss).not.toBeCloseTo(without.epochs.at(-1)!.validation.loss, 4);
  });

  test('of the best epoch are kept where the recipe says so', async () => {
    const { model, epochs } = await run({
      averaging,
      keep: 'best',
      epochs: 4,
      optimizer: { type: 'sgd' },
      learningRate: { type: 'constant', rate: 2 },
    });
    const losses = epochs.map(({ validation }) => validation.loss);
    expect(losses.indexOf(Math.min(...losses))).toBeLessThan(3);
    const { loss } = await evaluateAdder(eagerPredictor(model), data.validation);
    expect(loss).toBeCloseTo(Math.min(...losses), 4);
  });
});

describe('calibrated', () => {
  test.each([
    ['compiled', compiled],
    ['eager', eagerExecutor],
  ])('%s: the temperature that fits is 1, and the answers are what they were', async (_, executor) => {
    const own = await run({ labelSmoothing: 0.3 }, { executor: executor() });
    const { model } = await run({ labelSmoothing: 0.3, calibrated: true }, { executor: executor() });
    const [before, after] = [eagerPredictor(own.model), eagerPredictor(model)];
    const { digit, sum } = await fitTemperatures(before, data.validation);
    expect(Math.abs(digit - 1)).toBeGreaterThan(0.05);
    expect(Math.abs(sum! - 1)).toBeGreaterThan(0.05);
    const fitted = await fitTemperatures(after, data.validation);
    expect(fitted.digit).toBeCloseTo(1, 2);
    expect(fitted.sum).toBeCloseTo(1, 2);
    const answers = async (predict: PredictAllAddends) => countRightAnswers(predict, data.train);
    expect(await answers(after)).toEqual(await answers(before));
    const { loss } = await evaluateAdder(after, data.validation);
    expect(loss).toBeLessThan((await evaluateAdder(before, data.validation)).loss);
  });
});

test.each<Partial<RecipeInput['training']>>([
  { optimizer: { type: 'sgd', momentum: 0.9, nesterov: true }, clipNorm: 1, averaging: {} },
  { optimizer: { type: 'rmsprop', momentum: 0.5 }, learningRate: { type: 'cosine', rate: 0.01, warmup: 0.3 } },
  { optimizer: { type: 'adamw' }, weightDecay: 0.1, labelSmoothing: 0.1, averaging: { decay: 0.9 }, calibrated: true },
])('%j: a training that is resumed comes to the same bytes', async (training) => {
  const store = memoryCheckpoints();
  const all: Checkpoint[] = [];
  const write = (checkpoint: Checkpoint) => {
    all.push(structuredClone(checkpoint));
    return store.write(checkpoint);
  };
  const whole = await run(training, { checkpoints: { ...store, write }, checkpointSeconds: 0 });
  expect(all).toHaveLength(8);
  for (const step of [3, 4, 8]) {
    expect((await run(training, { resumeFrom: all[step - 1]! })).weights).toEqual(whole.weights);
  }
});

test('steps tell their learning rate, which falls with the epochs, and how long the gradient is', async () => {
  const { steps } = await run({ learningRate: { type: 'step', rate: 0.01, every: 1 } });
  expect(steps.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.001]);
  for (const { gradientNorm } of steps) expect(gradientNorm).toBeGreaterThan(0);
});
