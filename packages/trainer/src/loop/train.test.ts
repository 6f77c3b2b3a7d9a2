import { ArgumentError } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  compiled,
  expectCompiledAsEager,
  expectSameBytes,
  lossesOf,
  runTiny,
  takeDigits,
  tiny,
} from '../../test/tiny-training.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import { withSettings } from '../recipes/with-settings.js';
import { train } from './train.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

describe('train', () => {
  // Each has a head, a loss, an optimizer and a schedule that the others have not. `train.long.test.ts` has all recipes.
  const few = ['adder-fast', 'addition', 'mlp-128-64', 'stacked-sum'];

  test.each(few)('%s: compiled and eager steps give the same losses and weights', expectCompiledAsEager);

  test.each(few)('%s: one seed gives the same bytes, another others', expectSameBytes);

  test('learns: the loss of the last steps is well below that of the first', async () => {
    const { events } = await runTiny(tiny('adder-fast', { epochs: 12, batchSize: 20 }), compiled(), 1, 200);
    const curve = lossesOf(events);
    expect(curve.at(-1)).toBeLessThan(0.6 * curve[0]!);
  });

  test('tells what happens, in order', async () => {
    const { events } = await runTiny(tiny('adder-fast', { epochs: 2, batchSize: 30 }), compiled());
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
      data: { train: takeDigits(0, 40), validation: takeDigits(300, 310) },
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
    await expect(runTiny(recipe, compiled())).rejects.toMatchObject({ name: 'TrainerError', code: 'non-finite' });
    await expect(runTiny(recipe, compiled())).rejects.toThrow(/epoch 1, step \d/);
    tf.disposeVariables();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a batch must fit into the data', async () => {
    await expect(runTiny(tiny('adder-fast', { batchSize: 65 }), compiled())).rejects.toThrow(ArgumentError);
  });

  test('needs no more than a recipe, a model and data', async () => {
    const recipe = withSettings('mlp-128-64', {
      network: { backbone: { hidden: [4, 4] } },
      training: { epochs: 1, batchSize: 8 },
    });
    const model = createAdder(recipe.network);
    const data = { train: takeDigits(0, 16), validation: takeDigits(300, 310) };
    const { end, trainSeconds } = await train({ recipe, model, data });
    expect(end).toBe('finished');
    expect(trainSeconds).toBeGreaterThan(0);
    const weights = model.getWeights().map((weight) => weight.dataSync().slice());
    tf.disposeVariables();
    const again = createAdder(recipe.network);
    await train({ recipe, model: again, data, seed: 0, executor: eagerExecutor(), now: () => 0 });
    expect(again.getWeights().map((weight) => weight.dataSync())).toEqual(weights);
  });

  test('waits for what its events lead to', async () => {
    const order: string[] = [];
    const recipe = tiny('adder-fast');
    await train({
      recipe,
      model: createAdder(recipe.network),
      data: { train: takeDigits(0, 16), validation: takeDigits(300, 310) },
      async onEvent({ type }) {
        order.push(type);
        await new Promise((resolve) => setTimeout(resolve, 1));
        order.push(`after ${type}`);
      },
    });
    expect(order.filter((_, i) => i % 2 === 1)).toEqual(
      order.filter((_, i) => i % 2 === 0).map((type) => `after ${type}`),
    );
  });

  test('one model is not trained twice at once, and may be trained again', async () => {
    const recipe = tiny('adder-fast');
    const model = createAdder(recipe.network);
    const data = { train: takeDigits(0, 16), validation: takeDigits(300, 310) };
    const first = train({ recipe, model, data });
    await expect(train({ recipe, model, data })).rejects.toMatchObject({
      code: 'model-in-training',
      message: 'The model is being trained already: wait until that training ends, or train another model.',
    });
    await first;
    expect((await train({ recipe, model, data })).end).toBe('finished');
  });

  describe('refuses', () => {
    const recipe = tiny('adder-fast');
    const valid = { recipe, data: { train: takeDigits(0, 16), validation: takeDigits(300, 310) } };
    const { train: images, validation } = valid.data;

    test.each<[object, string]>([
      [{ recipe: 'adder-slow' }, 'recipe is "adder-slow": give a recipe, or one of adder-fast,'],
      [{ recipe: undefined }, 'recipe is undefined: give an object with id, network, task, data, training.'],
      [{ model: undefined }, 'model is undefined: give a model that createAdder or readAdder returned.'],
      [{ data: undefined }, 'data is undefined: give an object with train, validation.'],
      [{ data: { train: images } }, 'data.validation is undefined: give an object with images, labels, size.'],
      [{ executor: 5 }, 'executor is 5: give an object with prepareStep, preparePredictor.'],
      [{ seed: 0.5 }, 'seed is 0.5: give an integer.'],
      [{ epochs: 3 }, 'options.epochs is 3: give one of recipe, model, data,'],
      [
        { data: { validation, train: { ...images, labels: new Uint8Array(16).fill(77) } } },
        'data.train.labels: expected labels from 0 to 9, found 77 for image 0.',
      ],
      [
        { data: { validation, train: { ...images, labels: new Uint8Array(32) } } },
        'expected as many labels as images, found 16 images and 32 labels.',
      ],
      [
        { data: { train: images, validation: { images: new Uint8Array(), labels: new Uint8Array(), size: 0 } } },
        'data.validation.images: expected at least one image, found none.',
      ],
      [
        { data: { validation, train: { ...images, images: new Float32Array(16 * 784).fill(NaN) } } },
        'data.train.images[0] is NaN',
      ],
    ])('%o', async (change, message) => {
      const model = createAdder(recipe.network);
      await expect(train({ ...valid, model, ...change })).rejects.toThrow(message);
    });
  });
});
