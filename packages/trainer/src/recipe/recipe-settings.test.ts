import { BACKBONES, HEADS } from '@mnist-adder/model/internal/spec';
import { expect, test } from 'vitest';
import { findRecipe, RECIPE_IDS } from '../recipes/recipes.js';
import { recipeSettings } from './recipe-settings.js';

const settings = recipeSettings();
const found = (path: string) => settings.find((setting) => setting.path === path);

test('every setting has a path of its own, a meaning and values in words', () => {
  expect(new Set(settings.map(({ path }) => path)).size).toBe(settings.length);
  for (const { path, value, meaning } of settings) {
    expect(meaning, path).toMatch(/^[a-z].*[^.\s]$/);
    expect(value, path).toMatch(/^(number|boolean|list|group|[a-z0-9-]+(\|[a-z0-9-]+)*)$/);
  }
});

/** The paths of everything in a recipe that is not an object. */
function pathsOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? pathsOf(part, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  );
}

test.each(RECIPE_IDS)('every setting of %s is among them', (id) => {
  const { network, task, data, training } = findRecipe(id);
  const known = new Set(settings.map(({ path }) => path));
  expect(pathsOf({ network, task, data, training }).filter((path) => !known.has(path))).toEqual([]);
});

test('settings that every recipe leaves out are among them, what describes a recipe is not', () => {
  expect(settings.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['training.freeze', 'training.earlyStopping.patience', 'training.distillation.temperature']),
  );
  for (const path of ['id', 'summary', 'source', 'choices', 'reported']) expect(found(path)).toBeUndefined();
});

test('a type has the words to choose from', () => {
  const typesOf = (definitions: readonly { readonly type: string }[]) => definitions.map(({ type }) => type).join('|');
  expect(found('network.backbone.type')!.value).toBe(typesOf(BACKBONES));
  expect(found('network.head.type')!.value).toBe(typesOf(HEADS));
  expect(found('task.type')!.value).toBe('digits|pairs|image-sums');
  expect(found('task.addends')!.value).toBe('fixed|fresh|all');
  expect(found('training.optimizer.type')!.value).toBe('adam|adamw|sgd|rmsprop');
  expect(found('training.freeze')!.value).toBe('backbone');
});

test('a setting that only some types have names them', () => {
  expect(found('training.optimizer.nesterov')!.meaning).toMatch(/ \(sgd\)$/);
  expect(found('training.optimizer.epsilon')!.meaning).toMatch(/ \(adam, adamw, rmsprop\)$/);
  expect(found('task.digits')!.meaning).toMatch(/ \(image-sums\)$/);
  expect(found('training.epochs')!.meaning).not.toContain('(');
});

test('numbers, booleans and lists are called so', () => {
  expect(found('training.epochs')!.value).toBe('number');
  expect(found('training.calibrated')!.value).toBe('boolean');
  expect(found('training.augmentation.scale')!.value).toBe('list');
});
