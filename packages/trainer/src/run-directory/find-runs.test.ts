import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findRecipe } from '../recipes/recipes.js';
import { findRuns, readRun } from './find-runs.js';
import { lockRun, processTable } from './run-lock.js';

const config = {
  recipe: findRecipe('adder-fast'),
  seed: 3,
  backend: 'onnx',
  data: { source: 'somewhere', digests: {} },
};
const result = {
  recipe: 'adder-fast',
  backend: 'onnx',
  seed: 3,
  epochs: 3,
  parameters: 9,
  trainSeconds: 1,
  totalSeconds: 2,
  seconds: { data: 0, start: 0, steps: 1, validation: 0, checkpoints: 0, test: 0 },
  peakMemoryBytes: 3,
  evaluation: { pairs: 10, loss: 0.1, digit: { accuracy: 0.9, loss: 0.1 } },
};

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'find-runs-'));
});

function makeRun(name: string, files: Readonly<Record<string, unknown>>): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

test('runs are finished, running, or stopped; what is none is passed over, what is damaged is named', async () => {
  makeRun('finished', { 'config.json': config, 'result.json': result });
  const running = makeRun('running', { 'config.json': config });
  // Process 1 is always there.
  lockRun(running, { ...processTable(), pid: 1, startOf: processTable().startOf });
  makeRun('stopped', { 'config.json': config });
  makeRun('something-else', { 'notes.txt': 'hello' });
  makeRun('damaged', { 'config.json': '{"recipe":' });
  makeRun('half', { 'config.json': config, 'result.json': '{"recipe":"adder-fast"}' });
  const { runs, damaged } = await findRuns(parent);
  expect(runs.map(({ name, state }) => [name, state])).toEqual([
    ['finished', 'finished'],
    ['running', 'running'],
    ['stopped', 'stopped'],
  ]);
  expect(runs[0]).toMatchObject({ config: { seed: 3 }, result: { evaluation: { digit: { accuracy: 0.9 } } } });
  expect(damaged.map(({ message }) => message)).toEqual([
    expect.stringContaining('config.json that is damaged'),
    expect.stringContaining('result.json that is damaged'),
  ]);
});

test('where there is nothing, nothing is found', async () => {
  expect(await findRuns(join(parent, 'nowhere'))).toEqual({ runs: [], damaged: [] });
  await expect(readRun(parent)).rejects.toThrow('has no run in it');
});
