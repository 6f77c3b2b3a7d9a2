import { createHash } from 'node:crypto';
import { createDigitSet, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { findRecipe, RECIPE_IDS } from '../recipes/recipes.js';
import { createStepInputs, type PreparedInputs } from './step-inputs.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

function inputsOf(id: string, seed = 1) {
  const recipe = findRecipe(id)!;
  const source = 'zeros';
  const size = 40;
  const digits = createDigitSet({
    images: { source, dimensions: [size, 28, 28], data: new Uint8Array(size * IMAGE_PIXELS) },
    labels: { source, dimensions: [size], data: Uint8Array.from({ length: size }, (_, i) => i % 10) },
  });
  const small = { ...recipe, training: { ...recipe.training, epochs: 2, batchSize: 16 } };
  const model = createAdder(recipe.network, { seed });
  const inputs = createStepInputs({ recipe: small, model, digits, seed });
  model.dispose();
  return inputs;
}

/** All that a step is called with, as text that is quickly compared. */
function digest({ inputs, learningRate }: PreparedInputs): string[] {
  const digests = Object.entries(inputs).map(
    ([name, data]) => `${name} ${createHash('sha256').update(data).digest('hex')}`,
  );
  return [...digests, String(learningRate)];
}

test.each(RECIPE_IDS)(
  '%s: what a step is called with depends on the seed and its place in the run alone',
  async (id) => {
    const inputs = inputsOf(id);
    expect(inputs.stepsPerEpoch).toBe(2);
    const inOrder: string[][] = [];
    for (const epoch of [0, 1]) for (const index of [0, 1]) inOrder.push(digest(await inputs.at(epoch, index)));
    expect(digest(await inputsOf(id).at(1, 1))).toEqual(inOrder[3]);
    expect(digest(await inputsOf(id).at(1, 0))).toEqual(inOrder[2]);
    expect(inOrder[0]).not.toEqual(inOrder[2]);
    expect(digest(await inputsOf(id, 2).at(0, 0))).not.toEqual(inOrder[0]);
  },
);

test('identity-adder gets a mask for each of its dropouts, another one each step', async () => {
  const inputs = inputsOf('identity-adder');
  const masks = async (index: number) =>
    Object.entries((await inputs.at(0, index)).inputs).filter(([name]) => name.startsWith('mask/'));
  const [first, second] = [await masks(0), await masks(1)];
  expect(first.map(([name]) => name)).toEqual(Array.from({ length: 6 }, (_, i) => `mask/dropout_${i + 1}`));
  for (const [i, [, mask]] of first.entries()) expect(mask).not.toEqual(second[i]![1]);
});
