import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, test } from 'vitest';
import { expectCompiledAsEager, expectSameBytes } from '../../test/tiny-training.js';
import { RECIPE_IDS } from '../recipes/recipes.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => {
  tf.disposeVariables();
});

test.each(RECIPE_IDS)('%s: compiled and eager steps give the same losses and weights', expectCompiledAsEager);

test.each(RECIPE_IDS)('%s: one seed gives the same bytes, another others', expectSameBytes);
