import { augmentImages, randomStream } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { recipeSchema } from './recipe-schema.js';
import { augmentationSchema } from './training-schema.js';

test('what is left out changes nothing', () => {
  const settings = augmentationSchema.parse({});
  const moves = { shift: 0, rotation: 0, scale: [1, 1], shear: 0 };
  const inks = { strokes: [0, 0], blur: 0, gamma: 1, contrast: 0, noise: 0, erase: 0, probability: 1 };
  expect(settings).toEqual({ ...moves, ...inks });
  const images = Uint8Array.from({ length: 2 * 784 }, (_, pixel) => pixel);
  expect(augmentImages(images, settings, randomStream(1))).toEqual(images);
});

test('elastic distortion is that of its source by default', () => {
  expect(augmentationSchema.parse({ elastic: {} }).elastic).toEqual({ amplitude: 1.4, smoothness: 4 });
});

test.each([
  { shift: 29 },
  { rotation: -1 },
  { scale: [1.1, 0.9] },
  { scale: [0, 1] },
  { shear: 90 },
  { elastic: { smoothness: 0 } },
  { strokes: [1, 0] },
  { gamma: 0 },
  { contrast: 0.95 },
  { probability: -0.1 },
  { flip: true },
])('refuses %j', (settings) => {
  expect(augmentationSchema.safeParse(settings).success).toBe(false);
});

test('is a part of a recipe, and there is none by default', () => {
  const recipe = findRecipe('adder-fast');
  expect(recipe.training).not.toHaveProperty('augmentation');
  const training = { ...recipe.training, augmentation: { rotation: 10 } };
  expect(recipeSchema.parse({ ...recipe, training }).training.augmentation).toMatchObject({ rotation: 10, shift: 0 });
});
