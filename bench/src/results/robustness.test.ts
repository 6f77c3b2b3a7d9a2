import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addRobustness, readRobustness } from './robustness.js';

const model = (recipe: string, seed: number) => ({ recipe, seed, corruptions: [] });

test('there is nothing before the first recipe; a recipe keeps its place, and a new one comes last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'results-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  expect(readRobustness(folder, 'robustness')).toEqual([]);
  for (const recipe of ['b', 'a', 'c']) addRobustness(folder, 'robustness', model(recipe, 1));
  addRobustness(folder, 'robustness', model('a', 2));
  expect(readRobustness(folder, 'robustness')).toEqual([model('b', 1), model('a', 2), model('c', 1)]);
  expect(readRobustness(folder, 'mnist-c')).toEqual([]);
});
