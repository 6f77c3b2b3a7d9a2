import { ArgumentError, type DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder, variableOf, type PartSpec } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compiledExecutor } from '../executor/compiled-executor.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import type { Executor } from '../executor/executor.js';
import { recipeSchema, type Recipe, type RecipeInput } from '../recipe/recipe.js';
import { findRecipe, RECIPE_IDS } from '../recipes/recipes.js';
import type { TrainingEvent } from './events.js';
import { train } from './train.js';

let digits: DigitSet;
beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const mnist = await readMnist();
  digits = take(mnist.train, 0, 400);
});
afterEach(() => {
  tf.disposeVariables();
});

function take({ images, labels }: DigitSet, from: number, to: number): DigitSet {
  return { images: images.slice(from * 784, to * 784), labels: labels.slice(from, to), size: to - from };
}

const compiled = () => compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 2, interOpNumThreads: 1 });

/** A recipe with a network small enough for TensorFlow.js in plain JavaScript. */
function tiny(id: string, training: Partial<RecipeInput['training']> = {}): Recipe {
  const recipe = findRecipe(id)!;
  return recipeSchema.parse({
    ...recipe,
    network: {
      ...recipe.network,
      backbone: narrow(recipe.network.backbone),
    },
    training: { ...recipe.training, batchSize: 8, epochs: 1, ...training },
  });
}

function narrow(backbone: PartSpec): PartSpec {
  switch (backbone.type) {
    case 'small-cnn':
      return { ...backbone, filters: [4, 4], embedding: 8 };
    case 'vgg':
      return { ...backbone, filters: [2, 2, 2], embedding: 8 };
    case 'identity-cnn':
      return { ...backbone, filters: [2, 2, 2] };
    case 'lenet':
      return { ...backbone, filters: [2, 2], dense: [8, 8] };
    case 'mlp':
      return { ...backbone, hidden: (backbone.hidden as number[]).map(() => 8) };
    default:
      throw new RangeError(backbone.type);
  }
}

/** A teacher that takes every digit for as likely as any other. */
const undecided = (_: Uint8Array, size: number) => Promise.resolve(new Float32Array(size * 10).fill(0.1));

async function run(recipe: Recipe, executor: Executor, seed = 1, images = 64) {
  const model = createAdder(recipe.network, { seed });
  const events: TrainingEvent[] = [];
  let clock = 0;
  await train({
    recipe,
    model,
    data: { train: take(digits, 0, images), validation: take(digits, 300, 320) },
    executor,
    seed,
    now: () => clock++,
    onEvent: (event) => events.push(event),
    evaluationBatchSize: 8,
    ...(recipe.training.distillation && { teacher: undecided }),
  });
  const weights = model.weights.map((weight) => variableOf(weight).dataSync().slice());
  model.dispose();
  return { events, weights };
}

const losses = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [event.scores.loss] : []));

describe('train', () => {
  test.each(RECIPE_IDS)('%s: compiled and eager steps give the same losses and weights', async (id) => {
    const eager = await run(tiny(id), eagerExecutor());
    const fast = await run(tiny(id), compiled());
    expect(losses(fast.events)).toHaveLength(8);
    for (const [i, loss] of losses(eager.events).entries()) expect(losses(fast.events)[i]).toBeCloseTo(loss, 3);
    for (const [i, weights] of eager.weights.entries()) {
      for (const [j, weight] of weights.entries()) expect(fast.weights[i]![j]).toBeCloseTo(weight, 1.5);
    }
  });

  test.each(RECIPE_IDS)('%s: one seed gives the same bytes, another others', async (id) => {
    const first = await run(tiny(id), compiled());
    const again = await run(tiny(id), compiled());
    const other = await run(tiny(id), compiled(), 2);
    expect(again.weights).toEqual(first.weights);
    expect(losses(again.events)).toEqual(losses(first.events));
    expect(losses(other.events)).not.toEqual(losses(first.events));
  });

  test('learns: the loss of the last steps is well below that of the first', async () => {
    const { events } = await run(tiny('adder-fast', { epochs: 12, batchSize: 20 }), compiled(), 1, 200);
    const curve = losses(events);
    expect(curve.at(-1)).toBeLessThan(0.6 * curve[0]!);
  });

  test('tells what happens, in order', async () => {
    const { events } = await run(tiny('adder-fast', { epochs: 2, batchSize: 30 }), compiled());
    const epoch = ['epoch-start', 'step', 'step', 'epoch-end', 'weights'];
    expect(events.map(({ type }) => type)).toEqual(['training-start', ...epoch, ...epoch, 'training-end']);
    const end = events.find((event) => event.type === 'epoch-end')!;
    expect(end.validation.pairs).toBe(200);
    const { loss, digit, sum } = end.train;
    expect(loss).toBeCloseTo(digit.loss + sum!.loss, 5);
    // The clock of this test goes a second at every look: one at the start, and one after each step.
    expect(end.trainSeconds).toBe(2);
    expect(end.imagesPerSecond).toBe(30);
  });

  test.each([
    ['compiled', compiled],
    ['eager', eagerExecutor],
  ])('%s, keeps no tensor from step to step', async (_, executor) => {
    const recipe = tiny('adder-fast', { epochs: 2 });
    const model = createAdder(recipe.network, { seed: 1 });
    const counts = new Set<number>();
    const before = tf.memory().numTensors;
    await train({
      recipe,
      model,
      data: { train: take(digits, 0, 40), validation: take(digits, 300, 310) },
      executor: executor(),
      seed: 1,
      now: () => 0,
      onEvent: (event) => {
        if (event.type === 'step') counts.add(tf.memory().numTensors);
      },
      evaluationBatchSize: 8,
    });
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a loss that stops being finite ends it, and says where', async () => {
    const recipe = tiny('adder-fast', {
      optimizer: { type: 'sgd' },
      learningRate: { type: 'constant', rate: 1e30 },
    });
    const before = tf.memory().numTensors;
    await expect(run(recipe, compiled())).rejects.toMatchObject({ name: 'TrainerError', code: 'non-finite' });
    await expect(run(recipe, compiled())).rejects.toThrow(/epoch 1, step \d/);
    tf.disposeVariables();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a batch must fit into the data', async () => {
    await expect(run(tiny('adder-fast', { batchSize: 65 }), compiled())).rejects.toThrow(ArgumentError);
  });
});
