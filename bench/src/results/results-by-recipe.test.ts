import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { resultsByRecipe } from './results-by-recipe.js';

const results = resultsByRecipe('seeds.json', z.strictObject({ recipe: z.string(), seed: z.int() }));

test('there is nothing before the first recipe; a recipe keeps its place, and a new one comes last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'results-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  expect(results.read(folder)).toEqual([]);
  for (const recipe of ['b', 'a', 'c']) results.add(folder, { recipe, seed: 1 });
  results.add(folder, { recipe: 'a', seed: 2 });
  expect(results.read(folder)).toEqual([
    { recipe: 'b', seed: 1 },
    { recipe: 'a', seed: 2 },
    { recipe: 'c', seed: 1 },
  ]);
});
