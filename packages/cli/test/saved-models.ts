import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hasSum, predictDigits, predictPairs } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { findRecipe } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { mnistAdder } from './mnist-adder.js';
import { writeSmallMnist } from './small-mnist.js';

/** What recipes save opens in TensorFlow.js alone, in a process that has nothing of this project. */
export function testSavedModels(recipes: readonly string[]): void {
  const plain = spawn(process.execPath, [pathOf('open-with-plain-tfjs.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(plain.stdout)[Symbol.asyncIterator]();
  afterAll(() => {
    plain.stdin.end();
  });

  test.each(recipes)('what %s saves opens in TensorFlow.js alone, and says the same as here', async (recipe) => {
    const folder = await trainAndSave(recipe);
    plain.stdin.write(`${folder}\n`);
    const { value: answer } = (await answers.next()) as { readonly value: string };
    const theirs = JSON.parse(answer) as { digit: number[][]; sum?: number[][] };

    await tf.setBackend('cpu');
    const { model, metadata } = await readAdder(folder);
    expect(metadata).toMatchObject({ seed: 1, recipe: { id: recipe } });
    const square = Uint8Array.from({ length: 784 }, (_, i) =>
      i % 28 > 8 && i % 28 < 20 && i > 224 && i < 560 ? 255 : 0,
    );
    const images = Uint8Array.from({ length: 10 * 784 }, (_, i) => square[i % 784]!);
    if (hasSum(model)) {
      const ours = await predictPairs(model, { images, addends: Array.from({ length: 10 }, (_, i) => i) });
      expect(ours.map(({ digitProbabilities }) => [...digitProbabilities])).toEqual(theirs.digit);
      expect(ours.map(({ sumProbabilities }) => [...sumProbabilities])).toEqual(theirs.sum);
    } else {
      const ours = await predictDigits(model, { images });
      expect(theirs).toEqual({ digit: ours.map(({ digitProbabilities }) => [...digitProbabilities]) });
    }
    model.dispose();
  });
}

/** Trains a recipe for an epoch. @returns the folder of its model. */
async function trainAndSave(recipe: string): Promise<string> {
  const data = await writeSmallMnist(640, 100);
  const out = join(mkdtempSync(join(tmpdir(), 'saved-')), 'out');
  // Some recipes begin with a model.
  const from = findRecipe(recipe)!.training.freeze ? ['--from', pathOf('../../../models/adder-best')] : [];
  const options = ['--recipe', recipe, '--data', data, '--epochs', '1', '--out', out, '--quiet', ...from];
  expect(await mnistAdder(['train', ...options], { cwd: data })).toEqual({ code: 0, stdout: '', stderr: '' });
  return join(out, 'model');
}

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
