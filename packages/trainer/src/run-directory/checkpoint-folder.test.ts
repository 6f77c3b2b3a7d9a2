import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CheckpointError } from '../checkpoint/checkpoint-file.js';
import { INITIAL_STATE } from '../checkpoint/training-state.js';
import { openCheckpointFolder } from './checkpoint-folder.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'checkpoints-')), 'checkpoints');
});

const open = (run = 'a run') => openCheckpointFolder(folder, { run, metricsBytes: () => 7 });
const best = { epoch: 0, step: 1, loss: 0.5 };
const checkpoint = (step: number) => ({
  training: { seed: '1' },
  state: { ...INITIAL_STATE, step, best },
  variables: [{ name: 'w', shape: [2], data: Float32Array.of(step, 0.1) }],
});
const file = (step: number) => join(folder, `step-0000000${step}.safetensors`);

test('the newest two and the best stay, and nothing that was half written', async () => {
  const store = open();
  await store.write(checkpoint(1));
  writeFileSync(`${file(2)}.123456`, 'half');
  for (const step of [2, 3, 4]) await store.write(checkpoint(step));
  expect(readdirSync(folder)).toEqual([1, 3, 4].map((step) => `step-0000000${step}.safetensors`));
  expect(await open().read(1)).toMatchObject(checkpoint(1));
});

test('the newest is found, and none where there is none', async () => {
  expect(await open().readNewest()).toEqual({ checkpoint: undefined, damaged: [] });
  for (const step of [1, 2]) await open().write(checkpoint(step));
  expect(await open().readNewest()).toEqual({
    checkpoint: { ...checkpoint(2), run: 'a run', metricsBytes: 7 },
    damaged: [],
  });
});

test.each<[string, () => void, RegExp]>([
  [
    'cut off',
    () => {
      truncateSync(file(2), 300);
    },
    /cut off/,
  ],
  [
    'empty',
    () => {
      truncateSync(file(2), 0);
    },
    /cut off, or no checkpoint/,
  ],
  [
    'changed',
    () => {
      const bytes = readFileSync(file(2));
      writeFileSync(file(2), bytes.fill(1, bytes.length - 3));
    },
    /damaged/,
  ],
  [
    'an older one under its name',
    () => {
      copyFileSync(file(1), file(2));
    },
    /is of step 1 and was renamed/,
  ],
])('one that is %s is passed over, and said', async (_, damage, problem) => {
  for (const step of [1, 2]) await open().write(checkpoint(step));
  damage();
  const { checkpoint: found, damaged } = await open().readNewest();
  expect(found?.state.step).toBe(1);
  expect(damaged.map(({ message }) => message)).toEqual([expect.stringMatching(problem)]);
});

test('one of another run is none', async () => {
  await open('another run').write(checkpoint(1));
  await expect(open().read(1)).rejects.toThrow(CheckpointError);
  await expect(open().read(1)).rejects.toThrow(/of another run/);
});

test('a directory that has vanished is not created again', async () => {
  rmSync(join(folder, '..'), { recursive: true });
  await expect(open().write(checkpoint(1))).rejects.toThrow(/cannot be written \(ENOENT/);
});
