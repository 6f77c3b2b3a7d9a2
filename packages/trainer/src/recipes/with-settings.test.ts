import { expect, test } from 'vitest';
import { changeSettings } from '../recipe/change-settings.js';
import { findRecipe } from './recipes.js';
import { withSettings, type RecipeSettingsInput } from './with-settings.js';

const recipe = findRecipe('adder-fast');

test('changes what is given and leaves the rest', () => {
  const changed = withSettings(recipe, { training: { epochs: 3 }, task: { addends: 'fresh' } });
  expect(changed).toEqual({
    ...recipe,
    task: { ...recipe.task, addends: 'fresh' },
    training: { ...recipe.training, epochs: 3 },
  });
  expect(withSettings('adder-fast', { training: { epochs: 3 } }).training).toEqual(changed.training);
  expect(withSettings(recipe, {})).toEqual(recipe);
  expect(withSettings(recipe, { training: {}, network: { backbone: {} } })).toEqual(recipe);
});

test('a new type takes its own defaults, and arrays are taken as a whole', () => {
  const { network } = withSettings(recipe, { network: { backbone: { type: 'mlp', hidden: [9] } } });
  const expected = changeSettings(recipe, [
    { path: 'network.backbone.type', value: 'mlp' },
    { path: 'network.backbone.hidden', value: '[9]' },
  ]);
  expect(network).toEqual(expected.network);
});

test('an empty object is what is there, or its defaults, and null is nothing', () => {
  const averaged = withSettings(recipe, { training: { averaging: {}, clipNorm: 2 } });
  expect(averaged.training).toMatchObject({ averaging: { decay: 0.999 }, clipNorm: 2 });
  const slower = withSettings(averaged, { training: { averaging: { decay: 0.9 } } });
  expect(withSettings(slower, { training: { averaging: {} } })).toEqual(slower);
  expect(withSettings(averaged, { training: { averaging: null, clipNorm: null } })).toEqual(recipe);
});

test.each<[object, string]>([
  [{ training: { epoch: 3 } }, 'The setting training.epoch does not exist (did you mean training.epochs?).'],
  [{ training: { epochs: NaN } }, 'The setting training.epochs cannot be NaN: expected number.'],
  [{ training: { epochs: '3' } }, 'The setting training.epochs cannot be "3": expected number.'],
  [
    { network: { head: { type: 'exact', hidden: [3] } } },
    'network.head.type is exact, which has no settings: leave it out, or change network.head.type too.',
  ],
])('%o is refused', (settings, message) => {
  expect(() => withSettings(recipe, settings as RecipeSettingsInput)).toThrow(message);
});

test('what is no recipe is refused', () => {
  expect(() => withSettings('adder-slow' as 'adder-fast', {})).toThrow(
    'recipe is "adder-slow": give a recipe, or one of',
  );
  expect(() => withSettings(undefined as never, {})).toThrow('recipe is undefined: give an object with id, network,');
  expect(() => withSettings(recipe, null as never)).toThrow('settings is null: give an object');
});
