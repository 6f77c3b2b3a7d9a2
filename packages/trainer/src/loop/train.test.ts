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
});
