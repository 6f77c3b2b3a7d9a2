import { createAdder } from '@mnist-adder/model';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { recipeSchema } from './recipe.js';
import { findRecipe, RECIPE_IDS } from './recipes.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('the recipes', () => {
  test('are found by their ids, the default one first', () => {
    expect(RECIPE_IDS).toEqual(['adder-fast', 'exact-fast', 'identity-adder']);
    for (const id of RECIPE_IDS) expect(findRecipe(id)?.id).toBe(id);
    expect(findRecipe('adder-slow')).toBeUndefined();
  });

  test.each(RECIPE_IDS)('%s is plain data with every setting spelled out', (id) => {
    const recipe = findRecipe(id)!;
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(recipe.source).not.toBe('');
  });

  test('a setting that is not known, or out of range, is refused', () => {
    const recipe = findRecipe('adder-fast')!;
    const parsed = (change: object) => recipeSchema.safeParse({ ...recipe, ...change }).success;
    expect(parsed({})).toBe(true);
    expect(parsed({ epoch: 3 })).toBe(false);
    expect(parsed({ training: { ...recipe.training, batchSize: 0 } })).toBe(false);
    expect(parsed({ training: { ...recipe.training, learningRate: { type: 'constant', rate: -1 } } })).toBe(false);
    expect(parsed({ data: { pairing: 'some' } })).toBe(false);
  });
});

describe('identity-adder, as the reference system has it', () => {
  const recipe = findRecipe('identity-adder')!;
  const model = createAdder(recipe.network, { seed: 1 });
  const layers = (name: string) => model.layers.filter((layer) => layer.getClassName() === name);

  test('two blocks of two convolutions and a pooling, a third one, an embedding of 20, two dense layers, twin outputs', () => {
    const types = model.layers.map((layer) => layer.getClassName());
    const block = ['Conv2D', 'BatchNormalization', 'Dropout', 'Conv2D', 'BatchNormalization', 'Dropout'];
    expect(types.filter((type) => !['InputLayer', 'Rescaling'].includes(type))).toEqual([
      ...block,
      'MaxPooling2D',
      ...block,
      'MaxPooling2D',
      ...block,
      'GlobalAveragePooling2D',
      'Dense',
      'Concatenate',
      ...['Dense', 'Dense', 'Dense', 'Dense'],
    ]);
    expect(layers('Dense').map((layer) => (layer.outputShape as number[])[1])).toEqual([20, 64, 64, 10, 19]);
    expect((layers('Concatenate')[0]!.outputShape as number[])[1]).toBe(20 + 10);
    expect(layers('Conv2D').map((layer) => layer.getConfig().activation)).toEqual(Array(6).fill('relu'));
  });

  test('one addend an image, and the sum of the two cross entropies', () => {
    expect(recipe.data.pairing).toBe('fixed');
    expect(recipe.training.loss).toBe('sum');
  });
});
