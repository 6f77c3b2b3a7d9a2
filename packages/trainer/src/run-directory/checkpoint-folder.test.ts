import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CheckpointError, UnfitCheckpointError } from '../checkpoint/checkpoint-file.js';
import { INITIAL_STATE } from '../checkpoint/training-state.js';
import { openCheckpointFolder, readNewestCheckpoint } from './checkpoint-folder.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'checkpoints-')), 'checkpoints');
});

const MARK = { metricsBytes: 7, metricsDigest: 'd' };
const open = (run = 'a run') => openCheckpointFolder(folder, { run, mark: () => MARK });
const readNewest = (findProblem: (step: number) => string | undefined = () => undefined) =>
  readNewestCheckpoint(folder, 'a run', ({ state }) => Promise.resolve(findProblem(state.step)));
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
  expect(await readNewest()).toEqual({ checkpoint: undefined, problems: [] });
  for (const step of [1, 2]) await open().write(checkpoint(step));
  expect(await readNewest()).toEqual({ checkpoint: { ...checkpoint(2), ...MARK, run: 'a run' }, problems: [] });
});

test('one that the run cannot go on from is passed over, and removed by the next that is written', async () => {
  for (const step of [1, 3, 4]) await open().write(checkpoint(step));
  const { checkpoint: found, problems } = await readNewest((step) => (step > 1 ? 'is of no use' : undefined));
  expect(found?.state.step).toBe(1);
  expect(problems.map(({ message }) => message)).toEqual(
    [4, 3].map((step) => `The checkpoint ${file(step)} is of no use.`),
  );
  expect(problems.every((problem) => problem instanceof UnfitCheckpointError)).toBe(true);
  await open().write(checkpoint(2));
  expect(readdirSync(folder)).toEqual([1, 2].map((step) => `step-0000000${step}.safetensors`));
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
  [
    'a folder',
    () => {
      rmSync(file(2));
      mkdirSync(file(2));
    },
    /cannot be read/,
  ],
])('one that is %s is passed over, and said', async (_, damage, problem) => {
  for (const step of [1, 2]) await open().write(checkpoint(step));
  damage();
  const { checkpoint: found, problems } = await readNewest();
  expect(found?.state.step).toBe(1);
  expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(problem)]);
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
