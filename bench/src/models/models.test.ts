import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { evaluateAdder } from '@mnist-adder/model';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openModel } from '../results/open-model.js';

const FOLDER = fileURLToPath(new URL('../../../models/', import.meta.url));
const MODELS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .map(({ name }) => name);

const resultSchema = z.looseObject({ seed: z.int(), evaluation: z.record(z.string(), z.number()) });

let digits: DigitSet;
beforeAll(async () => {
  digits = (await readMnist()).test;
});

test.each(MODELS)('%s is as good over all test pairs as the result beside it says', async (id) => {
  const folder = join(FOLDER, id);
  const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));
  const { recipe, seed, predict, dispose } = await openModel(folder);
  const evaluation = await evaluateAdder(predict, digits);
  await dispose();
  expect({ recipe, seed }).toEqual({ recipe: id, seed: result.seed });
  expect(Object.keys(evaluation).sort()).toEqual(Object.keys(result.evaluation).sort());
  for (const [measure, value] of Object.entries(evaluation)) {
    // Another processor may round otherwise, and turn an image over that hangs in the balance.
    expect(Math.abs(value - result.evaluation[measure]!), measure).toBeLessThan(2e-4);
  }
});
