import { expect, test } from 'vitest';
import { inPlaceOf } from './in-place-of.js';

test('a recipe keeps its place, and a new one comes last', () => {
  const models = [
    { recipe: 'a', seed: 1 },
    { recipe: 'b', seed: 1 },
  ];
  expect(inPlaceOf(models, { recipe: 'a', seed: 2 })).toEqual([{ recipe: 'a', seed: 2 }, models[1]]);
  expect(inPlaceOf(models, { recipe: 'c', seed: 2 })).toEqual([...models, { recipe: 'c', seed: 2 }]);
});
