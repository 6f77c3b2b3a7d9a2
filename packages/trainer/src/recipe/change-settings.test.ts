import { ArgumentError } from '@mnist-adder/dataset';
import { expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { changeSettings, parseRecipe } from './change-settings.js';

const recipe = findRecipe('adder-fast');
const changed = (...settings: string[]) =>
  changeSettings(
    recipe,
    settings.map((setting) => {
      const [path, value] = setting.split('=') as [string, string];
      return { path, value };
    }),
  );

test('numbers, words and what is not there yet', () => {
  expect(
    changed('training.epochs=7', 'task.addends=fresh', 'training.earlyStopping.patience=2', 'network.head.type=exact'),
  ).toMatchObject({
    network: { backbone: recipe.network.backbone, head: { type: 'exact' } },
    task: { type: 'pairs', addends: 'fresh' },
    data: { validation: recipe.data.validation },
    training: { ...recipe.training, epochs: 7, earlyStopping: { patience: 2 } },
  });
  expect(changed()).toEqual(recipe);
});

test('another type brings its own settings', () => {
  const { optimizer, learningRate } = changed(
    'training.optimizer.type=sgd',
    'training.optimizer.momentum=0.9',
    'training.learningRate={"type":"constant","rate":0.1}',
  ).training;
  expect(optimizer).toMatchObject({ type: 'sgd', momentum: 0.9 });
  expect(optimizer).not.toHaveProperty('beta1');
  expect(learningRate).toMatchObject({ type: 'constant', rate: 0.1 });
});

test('a type is changed before what goes with it, wherever that stands', () => {
  expect(changed('training.optimizer.momentum=0.9', 'training.optimizer.type=sgd').training.optimizer).toMatchObject({
    type: 'sgd',
    momentum: 0.9,
  });
});

test('null takes a setting out', () => {
  const clipped = changeSettings(recipe, [{ path: 'training.clipNorm', value: '1' }]);
  expect(clipped.training.clipNorm).toBe(1);
  expect(changeSettings(clipped, [{ path: 'training.clipNorm', value: 'null' }])).toEqual(recipe);
  expect(() => changed('training.epochs=null')).toThrow('The setting training.epochs cannot be null: expected number.');
});

test('a whole recipe is read, and what it lacks is named', () => {
  expect(parseRecipe(recipe)).toEqual(recipe);
  expect(() => parseRecipe({ ...recipe, network: undefined })).toThrow(
    'The setting network has to be given too: expected object.',
  );
});

test.each([
  ['training.epoch=3', 'The setting training.epoch does not exist.'],
  ['training.epochs=0', 'The setting training.epochs cannot be 0: too small: expected number to be >0.'],
  ['training.epochs=many', 'The setting training.epochs cannot be many: expected number.'],
  [
    'training.optimizer.type=addam',
    "The setting training.optimizer.type cannot be addam: expected 'adam' | 'adamw' | 'sgd' | 'rmsprop'.",
  ],
  [
    'training.learningRate.type=constant',
    'The setting training.learningRate.rate has to be given too: expected number.',
  ],
  [
    'task.type=digits',
    'The setting task.type cannot be digits: the task digits needs a head that only reads digits, and concat is not one.',
  ],
])('%s is refused in one sentence', (setting, message) => {
  expect(() => changed(setting)).toThrow(expect.objectContaining({ name: 'TrainerError', code: 'setting' }));
  expect(() => changed(setting)).toThrow(message);
});

test.each([null, undefined, 5, 'adder-fast'])('%o is no recipe', (value) => {
  expect(() => parseRecipe(value)).toThrow(ArgumentError);
  expect(() => parseRecipe(value)).toThrow(/^recipe is .+: give an object with id, network, task, training\.$/);
});
