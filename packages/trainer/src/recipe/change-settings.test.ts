import { ArgumentError } from '@mnist-adder/dataset';
import { describe, expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { changeSettings, parseRecipe } from './change-settings.js';
import { recipeSettings } from './recipe-settings.js';
import { partsAt, settingSchema, typeOf, valueAt, variantsOf } from './setting-schema.js';

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

describe('null', () => {
  const schema = settingSchema();
  /** A recipe that has every optional setting, none of them with its default. */
  const full = changeSettings(
    recipe,
    recipeSettings()
      .filter(({ path }) => /^training\.[^.]+(\.|$)/.test(path) && !/optimizer|learningRate/.test(path))
      .flatMap(({ path, value }) => (value === 'group' ? [] : [{ path, value: another(path, value) }])),
  );

  /** A value that is not the default. */
  function another(path: string, value: string): string {
    if (value === 'list') return '[0.9, 1.1]';
    if (value === 'boolean') return 'true';
    if (path.endsWith('columns')) return 'together';
    return value === 'number'
      ? /epochs|batchSize|patience|smoothness|gamma/.test(path)
        ? '3'
        : '0.9'
      : value.split('|').at(-1)!;
  }

  test.each(recipeSettings().filter(({ optional }) => optional))('takes $path out', ({ path }) => {
    const place = path.split('.');
    expect(valueAt(full, place)).toBeDefined();
    const without = changeSettings(full, [{ path, value: 'null' }]);
    expect(valueAt(without, place)).toBeUndefined();
    // It is there to stay out: a second null is what was asked for.
    expect(changeSettings(without, [{ path, value: 'null' }])).toEqual(without);
  });

  test.each(recipeSettings().filter(({ optional, value }) => !optional && value !== 'group'))(
    'never does nothing with $path',
    ({ path }) => {
      const place = path.split('.');
      const around = place.slice(0, -1);
      const part = partsAt(schema, around)
        .flatMap(variantsOf)
        .find((variant) => typeOf(variant) === (valueAt(full, [...around, 'type']) ?? ''))?.properties![place.at(-1)!];
      const remove = () => changeSettings(full, [{ path, value: 'null' }]);
      if (valueAt(full, place) === undefined || part?.default === undefined) {
        expect(remove).toThrow(`The setting ${path} `);
        return;
      }
      const isDefault = JSON.stringify(valueAt(full, place)) === JSON.stringify(part.default);
      if (isDefault) expect(remove).toThrow(`The setting ${path} cannot be null: it has its default already, `);
      else expect(valueAt(remove(), place)).toEqual(part.default);
    },
  );

  test.each([
    ['training.averaging.decay', 'cannot be null: the recipe has no training.averaging.'],
    ['training.epoch', 'does not exist (did you mean training.epochs?).'],
    ['training.learningRate.rate', 'belongs to the type constant, step or cosine, but'],
  ])('for %s is refused where it would do nothing', (path, problem) => {
    expect(() => changed(`${path}=null`)).toThrow(`The setting ${path} ${problem}`);
  });

  test('says how to be without a group, and not both', () => {
    const small = findRecipe('adder-small');
    expect(() => changeSettings(small, [{ path: 'training.averaging.decay', value: 'null' }])).toThrow(
      'it has its default already, 0.999 (to train without training.averaging, set that to null).',
    );
    expect(() => changed('training.averaging=null', 'training.averaging.decay=0.9')).toThrow(
      'The setting training.averaging cannot be null: a setting in it is given too.',
    );
  });
});

describe('a setting of another type', () => {
  /** Every setting of every part that has several types, and each type that lacks it. */
  const foreign = recipeSettings().flatMap(({ path }) => {
    const around = path.split('.').slice(0, -1);
    const name = path.split('.').at(-1)!;
    const variants = partsAt(settingSchema(), around).flatMap(variantsOf);
    const lacking = variants.filter(({ properties }) => !Object.hasOwn(properties!, name));
    return lacking.map((variant) => ({ path, typePath: [...around, 'type'].join('.'), type: typeOf(variant) }));
  });

  test('there are some in each of the parts', () => {
    const parts = ['network.backbone', 'network.head', 'task', 'training.optimizer', 'training.learningRate'];
    expect([...new Set(foreign.map(({ typePath }) => typePath))].sort()).toEqual(
      parts.map((part) => `${part}.type`).sort(),
    );
  });

  test.each(foreign)('$path, with the type $type', ({ path, typePath, type }) => {
    const all = recipeSettings();
    const beside = typePath.replace(/type$/, '');
    const required: Record<string, string> = { rate: '0.1', peak: '0.1', every: '1' };
    const own = Object.keys(
      partsAt(settingSchema(), beside.split('.').slice(0, -1))
        .flatMap(variantsOf)
        .find((variant) => typeOf(variant) === type)!.properties!,
    ).filter((name) => name !== 'type');
    const needed = own.filter((name) => name in required).map((name) => `${beside}${name}=${required[name]!}`);
    const value = all.find((setting) => setting.path === path)!.value.split('|')[0]!;
    expect(() => changed(`${typePath}=${type}`, ...needed, `${path}=${value}`)).toThrow(
      new RegExp(
        `^The setting ${path} belongs to the type .*, but the recipe's ${typePath} is ${type}, which has .*${own.at(-1) ?? 'no settings'}: .*, or change ${typePath} too\\.$`,
      ),
    );
  });
});

test.each([
  ['network.backbone.filters=8,16', [8, 16]],
  ['network.backbone.filters=8, 16', [8, 16]],
  ['network.backbone.filters=[8,16]', [8, 16]],
])('%s is a list', (setting, list) => {
  expect(changed(setting).network.backbone.filters).toEqual(list);
});

test('a list of one, one too short, and one of something else', () => {
  expect(changed('network.backbone.type=mlp', 'network.backbone.hidden=9').network.backbone.hidden).toEqual([9]);
  expect(() => changed('network.backbone.filters=8')).toThrow('The setting network.backbone.filters cannot be 8: ');
  expect(() => changed('network.backbone.filters=8,x')).toThrow('network.backbone.filters.1 cannot be 8,x: expected');
});

test('numbers without the zero before their point', () => {
  expect(changed('training.optimizer.beta1=.9', 'training.learningRate.peak=+2e-3').training).toMatchObject({
    optimizer: { beta1: 0.9 },
    learningRate: { peak: 0.002 },
  });
});

test('a whole recipe is read, and what it lacks is named', () => {
  expect(parseRecipe(recipe)).toEqual(recipe);
  expect(() => parseRecipe({ ...recipe, network: undefined })).toThrow(
    'The setting network has to be given too: expected object.',
  );
});

test.each([
  ['training.epoch=3', 'The setting training.epoch does not exist (did you mean training.epochs?).'],
  ['training.momentum=0', 'does not exist (did you mean training.optimizer.momentum?).'],
  ['epochs=3', 'The setting epochs does not exist (did you mean training.epochs?).'],
  ['data.whatever=3', 'The setting data.whatever does not exist: data has validation.'],
  ['training.optimiser.type=sgd', 'does not exist (did you mean training.optimizer?).'],
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
