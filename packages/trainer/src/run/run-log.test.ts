import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eagerExecutor } from '../executor/eager-executor.js';
import { findRecipe } from '../recipes/recipes.js';
import { executeRun } from './execute-run.js';
import { describeMachine } from '../run-directory/machine.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'execute-run-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

/** Writes a folder of four IDX files, each set with a blank image for every digit. */
function writeDigits(): string {
  const bytes = (length: number) => [0, 0, 0, length];
  for (const set of ['train', 't10k']) {
    const images = [0, 0, 8, 3, ...bytes(10), ...bytes(28), ...bytes(28), ...Array<number>(10 * IMAGE_PIXELS).fill(0)];
    const labels = [0, 0, 8, 1, ...bytes(10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    writeFileSync(join(parent, `${set}-images-idx3-ubyte`), Uint8Array.from(images));
    writeFileSync(join(parent, `${set}-labels-idx1-ubyte`), Uint8Array.from(labels));
  }
  return parent;
}

const cpu = {
  name: 'cpu',
  async start() {
    await tf.setBackend('cpu');
    return eagerExecutor();
  },
};

test('a run whose event file cannot be written ends with one error that says so', async () => {
  const found = findRecipe('mlp-128-64');
  const folder = join(parent, 'run');
  const run = executeRun({
    recipe: { ...found, training: { ...found.training, batchSize: 4, epochs: 1 } },
    seed: 1,
    selected: { backend: cpu },
    folder,
    data: { path: writeDigits() },
    machine: describeMachine(),
    packageVersion: '0.0.0',
    now: () => performance.now() / 1000,
    peakMemoryBytes: () => 0,
    onEvent: () => undefined,
    // Part of a file name that is too long for every system.
    tensorboard: { hostname: 'x'.repeat(300) },
  });
  const error = await run.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RunDirectoryError);
  expect(error).toMatchObject({ code: 'run-directory', facts: { folder } });
  expect((error as Error).message).toMatch(
    /does not take what is written for TensorBoard \(ENAMETOOLONG.+\): .*--no-tensorboard/,
  );
});
