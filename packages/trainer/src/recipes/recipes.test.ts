import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Recipe } from '../recipe/recipe.js';
import { recipeSchema } from '../recipe/recipe-schema.js';
import { findRecipe, RECIPE_IDS, type RecipeId } from './recipes.js';

describe('the recipes', () => {
  test('are found by their ids, the default one first', () => {
    expect(RECIPE_IDS.slice(0, 2)).toEqual(['adder-fast', 'exact-fast']);
    for (const id of RECIPE_IDS) expect(findRecipe(id).id).toBe(id);
    expect(findRecipe('adder-slow')).toBeUndefined();
    expect(findRecipe('toString')).toBeUndefined();
    expectTypeOf(findRecipe('adder-fast')).toEqualTypeOf<Recipe>();
    expectTypeOf<'adder-fast'>().toExtend<RecipeId>();
  });

  test.each(RECIPE_IDS)('%s is plain data with every setting spelled out', (id) => {
    const recipe = findRecipe(id);
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(recipe.source).not.toBe('');
  });

  test('a setting that is not known, or out of range, is refused', () => {
    const recipe = findRecipe('adder-fast');
    const parsed = (change: object) => recipeSchema.safeParse({ ...recipe, ...change }).success;
    expect(parsed({})).toBe(true);
    expect(parsed({ epoch: 3 })).toBe(false);
    expect(parsed({ training: { ...recipe.training, batchSize: 0 } })).toBe(false);
    expect(parsed({ training: { ...recipe.training, learningRate: { type: 'constant', rate: -1 } } })).toBe(false);
    expect(parsed({ task: { type: 'pairs', addends: 'some' } })).toBe(false);
    expect(parsed({ task: { type: 'some' } })).toBe(false);
    expect(parsed({ data: { ...recipe.data, validation: 0 } })).toBe(false);
  });

  test('a network that reads digits only meets no addend, and any other does', () => {
    const [adder, reader] = [findRecipe('adder-fast'), findRecipe('cnn-3x3')];
    for (const recipe of [
      { ...adder, task: reader.task },
      { ...reader, task: adder.task },
    ]) {
      expect(recipeSchema.safeParse(recipe).error?.issues[0]?.path).toEqual(['task', 'type']);
    }
  });

  test.each([
    ['one column', { columns: 1 }, { type: 'exact' }],
    ['a head that learns to add', {}, { type: 'concat' }],
  ])('columns do not learn independently with %s', (_, backbone, head) => {
    const recipe = findRecipe('exact-best');
    const network = { ...recipe.network, backbone: { ...recipe.network.backbone, ...backbone }, head };
    expect(recipe.training.columns).toBe('independent');
    expect(recipeSchema.safeParse({ ...recipe, network }).error?.issues[0]?.path).toEqual(['training', 'columns']);
  });

  test.each(RECIPE_IDS)('%s can be calibrated unless its sum is made of its digit', (id) => {
    const recipe = findRecipe(id);
    const calibrated = { ...recipe, training: { ...recipe.training, calibrated: true } };
    const isRefused = ['stacked', 'linear'].includes(recipe.network.head.type);
    expect(recipeSchema.safeParse(calibrated).error?.issues[0]?.path).toEqual(
      isRefused ? ['training', 'calibrated'] : undefined,
    );
  });
});
