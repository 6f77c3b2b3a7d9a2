import { defineHead, type Head } from '@mnist-adder/model/spec';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { findRecipe } from '../recipes/recipes.js';
import { parseRecipe } from './change-settings.js';
import { createRecipeSchema, recipeSchema } from './recipe-schema.js';

type Abilities = Pick<Head, 'adds' | 'canCalibrate' | 'averagesColumns' | 'addsImages'>;

/** A head of one's own that declares these abilities. Recipes do not build it. */
const own = ({ adds, canCalibrate, averagesColumns, addsImages }: Partial<Abilities> = {}) =>
  defineHead({
    type: 'own',
    schema: z.strictObject({}),
    adds: adds ?? true,
    canCalibrate: canCalibrate ?? false,
    averagesColumns: averagesColumns ?? false,
    addsImages: addsImages ?? false,
    build: () => {
      throw new Error('not built here');
    },
  });

const base = findRecipe('adder-fast');
const columned = { type: 'vgg', filters: [2, 2, 2], convolutions: [1, 1, 1], embedding: 4, columns: 2 };

const recipe = (training: object = {}, task: object = base.task) => ({
  ...base,
  network: { ...base.network, backbone: columned, head: { type: 'own' } },
  task,
  training: { ...base.training, ...training },
});

test('a head of your own is allowed if it is passed in', () => {
  const parsed = parseRecipe(recipe(), { heads: [own()] });
  expect(parsed.network.head).toEqual({ type: 'own' });
  expect(createRecipeSchema({ heads: [own()] }).parse(recipe()).network.head).toEqual({ type: 'own' });
  expect(recipeSchema.safeParse(recipe()).success).toBe(false);
  expect(() => parseRecipe(recipe())).toThrow(expect.objectContaining({ code: 'setting' }));
});

test.each<[ability: keyof Abilities, ReturnType<typeof recipe>, path: string, message: string]>([
  [
    'canCalibrate',
    recipe({ calibrated: true }),
    'training.calibrated',
    'the head own cannot be calibrated: one of its outputs depends on another',
  ],
  [
    'averagesColumns',
    recipe({ columns: 'independent' }),
    'training.columns',
    'columns cannot learn independently with the head own, whose digit is not their mean',
  ],
  [
    'addsImages',
    recipe({}, { type: 'image-sums' }),
    'task.type',
    'the task image-sums needs a head that adds images, and own is not one',
  ],
  ['adds', recipe(), 'task.type', 'the task pairs needs a head that adds, and own is not one'],
])('a head that does not declare %s is refused where that is needed', (ability, settings, setting, problem) => {
  const able = own({ [ability]: true });
  expect(() => parseRecipe(settings, { heads: [able] })).not.toThrow();
  const unable = own({ [ability]: false });
  expect(() => parseRecipe(settings, { heads: [unable] })).toThrow(
    expect.objectContaining({
      name: 'TrainerError',
      code: 'setting',
      facts: { setting, problem: `does not fit: ${problem}` },
      message: `The setting ${setting} does not fit: ${problem}.`,
    }),
  );
});

test('a head that adds is not one for reading digits only', () => {
  const digits = recipe({}, { type: 'digits' });
  expect(() => parseRecipe(digits, { heads: [own()] })).toThrow(
    'needs a head that only reads digits, and own is not one',
  );
  expect(parseRecipe(digits, { heads: [own({ adds: false })] }).task).toEqual({ type: 'digits' });
});

const addsImages = { heads: [own({ addsImages: true, averagesColumns: true })] };

test.each<[setting: string, value: unknown]>([
  ['labelSmoothing', 0.1],
  ['distillation', {}],
  ['columns', 'independent'],
])('sums of images have no labels of digits for %s', (name, value) => {
  const settings = recipe({ [name]: value }, { type: 'image-sums' });
  expect(() => parseRecipe(settings, addsImages)).toThrow(
    `The setting training.${name} does not fit: the task image-sums has no digit labels, and this needs them.`,
  );
});

test('only a task with two losses weighs them, and only for columns that learn together', () => {
  const lossWeights = { digit: 1, sum: 0.5 };
  expect(parseRecipe(recipe({ lossWeights }, { type: 'pairs' }), addsImages).training.lossWeights).toEqual(lossWeights);
  expect(() => parseRecipe(recipe({ lossWeights }, { type: 'image-sums' }), addsImages)).toThrow(
    'The setting training.lossWeights does not fit: the task image-sums has one loss, and there is nothing to weigh it against.',
  );
  expect(() => parseRecipe(recipe({ lossWeights: { digit: 0, sum: 0 } }, { type: 'pairs' }), addsImages)).toThrow(
    'at least one of the two has to be above 0',
  );
  const averages = { heads: [own({ averagesColumns: true })] };
  const independent = (weights: object) => recipe({ columns: 'independent', lossWeights: weights }, { type: 'pairs' });
  expect(parseRecipe(independent({ digit: 1, sum: 1 }), averages).training.columns).toBe('independent');
  expect(() => parseRecipe(independent(lossWeights), averages)).toThrow(
    'independent columns learn from the digit alone, and there is nothing to weigh its loss against',
  );
});

test('a batch holds whole problems', () => {
  const settings = (batchSize: number) => recipe({ batchSize }, { type: 'image-sums', digits: 3 });
  expect(parseRecipe(settings(12), addsImages).training.batchSize).toBe(12);
  expect(() => parseRecipe(settings(10), addsImages)).toThrow(
    'The setting training.batchSize does not fit: it is a multiple of 6, the number of images in a problem.',
  );
});

test('a task has defaults: all ten addends, and numbers of one digit', () => {
  expect(parseRecipe(recipe({}, { type: 'pairs' }), addsImages).task).toEqual({ type: 'pairs', addends: 'all' });
  expect(parseRecipe(recipe({}, { type: 'image-sums' }), addsImages).task).toEqual({ type: 'image-sums', digits: 1 });
});
