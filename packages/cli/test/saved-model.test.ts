import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasSum, predictDigits, predictPairs } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { findRecipe, RECIPE_IDS } from '@mnist-adder/trainer';
import { mnistAdder } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let data: string;
beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  data = await writeSmallMnist(640, 100);
});

/** A model for recipes that begin with one. */
function beginsWith(recipe: string): string[] {
  const { freeze } = findRecipe(recipe)!.training;
  return freeze ? ['--from', program('../../../models/adder-best')] : [];
}

test.each(RECIPE_IDS)('what %s saves opens in TensorFlow.js alone, and says the same as here', async (recipe) => {
  const out = join(mkdtempSync(join(tmpdir(), 'saved-')), 'out');
  const options = ['--recipe', recipe, '--data', data, '--epochs', '1', '--out', out, '--quiet', ...beginsWith(recipe)];
  expect((await mnistAdder(['train', ...options], { cwd: data })).code).toBe(0);

  const script = [program('./open-with-plain-tfjs.mjs'), join(out, 'model')];
  const plain = JSON.parse(execFileSync(process.execPath, script, { encoding: 'utf8', stdio: 'pipe' })) as {
    digit: number[][];
    sum?: number[][];
  };

  const { model, metadata } = await readAdder(join(out, 'model'));
  expect(metadata).toMatchObject({ seed: 1, recipe: { id: recipe } });
  const square = Uint8Array.from({ length: 784 }, (_, i) =>
    i % 28 > 8 && i % 28 < 20 && i > 224 && i < 560 ? 255 : 0,
  );
  const images = Uint8Array.from({ length: 10 * 784 }, (_, i) => square[i % 784]!);
  if (hasSum(model)) {
    const ours = await predictPairs(model, { images, addends: Array.from({ length: 10 }, (_, i) => i) });
    expect(ours.map(({ digitProbabilities }) => [...digitProbabilities])).toEqual(plain.digit);
    expect(ours.map(({ sumProbabilities }) => [...sumProbabilities])).toEqual(plain.sum);
  } else {
    const ours = await predictDigits(model, { images });
    expect(plain).toEqual({ digit: ours.map(({ digitProbabilities }) => [...digitProbabilities]) });
  }
  model.dispose();
});
