import { findRecipe, RECIPE_IDS, withSettings } from '@mnist-adder/trainer/recipes';
import { describe, expect, test } from 'vitest';
import {
  AUGMENTATIONS,
  BACKBONES,
  fieldsOf,
  HEADS,
  problemIn,
  problemOf,
  settingsOf,
  type Augmentation,
  type Fields,
} from './fields.js';
import { PRESETS } from './presets.js';

const GIVEN = { images: 12_000, epochs: '3', seed: '1', finish: '97' };
const change = (id: (typeof RECIPE_IDS)[number], fields: Partial<Fields>) => {
  const recipe = findRecipe(id);
  return withSettings(recipe, settingsOf(recipe, { ...fieldsOf(recipe, GIVEN), ...fields }));
};

test.each(RECIPE_IDS)('%s as it is has nothing to change', (id) => {
  expect(change(id, {})).toEqual(findRecipe(id));
  expect(problemIn(fieldsOf(findRecipe(id), GIVEN))).toBeUndefined();
});

test.each(RECIPE_IDS)('every backbone, head and augmentation that %s offers goes with it', (id) => {
  const { task } = findRecipe(id);
  for (const head of HEADS[task.type]) {
    for (const backbone of BACKBONES) {
      const { network } = change(id, { head, backbone });
      expect([network.head.type, network.backbone.type]).toEqual([head, backbone]);
    }
  }
  for (const augmentation of Object.keys(AUGMENTATIONS) as Augmentation[]) {
    expect(change(id, { augmentation }).training.augmentation).toEqual(
      augmentation === 'recipe' ? undefined : AUGMENTATIONS[augmentation],
    );
  }
});

test('numbers that were typed become settings', () => {
  const { training } = change('exact-fast', { rate: '0.02', batchSize: '64', sumWeight: '0.5' });
  expect(training).toMatchObject({
    learningRate: { type: 'one-cycle', peak: 0.02 },
    batchSize: 64,
    lossWeights: { digit: 1, sum: 0.5 },
  });
  expect(change('mlp-490', { rate: '.1' }).training.learningRate).toMatchObject({ type: 'constant', rate: 0.1 });
});

test('the presets are recipes with settings', () => {
  for (const { recipe, images, epochs, batchSize, finish } of PRESETS) {
    const fields = {
      ...fieldsOf(findRecipe(recipe)!, GIVEN),
      images,
      epochs: String(epochs),
      batchSize: String(batchSize),
    };
    expect(problemIn({ ...fields, finish: String(finish) })).toBeUndefined();
    expect(change(recipe as 'exact-fast', fields).training.batchSize).toBe(batchSize);
  }
});

describe('a number that cannot be used', () => {
  test.each([
    ['epochs', '0', 'Epochs are a whole number from 1 to 50. Found: 0.'],
    ['epochs', '1.5', 'Epochs are a whole number from 1 to 50. Found: 1.5.'],
    ['epochs', ' ', 'Epochs are a whole number from 1 to 50. Found: nothing.'],
    ['seed', '-1', 'The seed is a whole number from 0 to 4,294,967,295. Found: -1.'],
    ['batchSize', '3', 'The images in a step are an even number from 2 to 1,024. Found: 3.'],
    ['rate', 'fast', 'The learning rate is a number above 0 and up to 10. Found: fast.'],
    ['rate', '0', 'The learning rate is a number above 0 and up to 10. Found: 0.'],
    ['finish', '101', 'The finish line is a number from 1 to 100. Found: 101.'],
  ] as const)('%s %s gets one sentence', (name, text, sentence) => {
    expect(problemOf(name, text)).toBe(sentence);
  });
});
