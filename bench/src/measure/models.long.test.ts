import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { evaluateAdder, type Scores } from '@mnist-adder/model';
import { scoresSchema } from '@mnist-adder/model/internal/spec';
import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readJson } from '../results/results-file.js';
import { openModel } from './open-model.js';

const FOLDER = fileURLToPath(new URL('../../../models/', import.meta.url));
const MODELS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .map(({ name }) => name);

const resultSchema = z.looseObject({ seed: z.int(), evaluation: scoresSchema });

let digits: DigitSet;
beforeAll(async () => {
  digits = (await readMnist()).test;
});

/** Every measure by its name, `sum accuracy`. */
const measures = ({ pairs, loss, ...outputs }: Scores): [measure: string, value: number][] => [
  ['pairs', pairs],
  ['loss', loss],
  ...Object.entries(outputs).flatMap(([output, values]) =>
    Object.entries(values ?? {}).map(([measure, value]): [string, number] => [`${output} ${measure}`, value]),
  ),
];

test.each(MODELS)('%s is as good over all test pairs as the result beside it says', async (id) => {
  const folder = join(FOLDER, id);
  const result = readJson(join(folder, 'result.json'), resultSchema);
  const { recipe, seed, predict, dispose } = await openModel(folder);
  const evaluation = await evaluateAdder(predict, digits);
  await dispose();
  expect({ recipe, seed }).toEqual({ recipe: id, seed: result.seed });
  const expected = new Map(measures(result.evaluation));
  const measured = measures(evaluation);
  expect(measured.map(([measure]) => measure).sort()).toEqual([...expected.keys()].sort());
  for (const [measure, value] of measured) {
    // Another processor may round differently, and so read an undecided image differently.
    expect(Math.abs(value - expected.get(measure)!), measure).toBeLessThan(2e-4);
  }
});
