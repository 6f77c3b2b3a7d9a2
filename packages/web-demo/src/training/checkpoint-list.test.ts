import type { Checkpoint } from '@mnist-adder/trainer';
import { expect, test } from 'vitest';
import { withCheckpoint } from './checkpoint-list.js';

const checkpointAt = (step: number, floats = 1): Checkpoint => ({
  training: {},
  state: {
    step,
    epoch: { steps: 0, scores: null, seconds: 0 },
    best: null,
    seconds: { steps: 0, validation: 0, checkpoints: 0 },
  },
  variables: [{ name: 'weight', shape: [floats], data: new Float32Array(floats) }],
});
const stepsOf = (checkpoints: readonly Checkpoint[]) => checkpoints.map(({ state }) => state.step);
const keep = (steps: number, floats?: number) =>
  Array.from({ length: steps }, (_, i) => checkpointAt(i + 1, floats)).reduce<readonly Checkpoint[]>(
    withCheckpoint,
    [],
  );

test('the checkpoints of a run are bounded and spread over it, the newest one among them', () => {
  expect(stepsOf(keep(5))).toEqual([1, 2, 3, 4, 5]);
  const many = stepsOf(keep(1000));
  expect(many.length).toBeLessThanOrEqual(24);
  expect(many.length).toBeGreaterThan(20);
  expect(many.at(-1)).toBe(1000);
  many.forEach((step, i) => {
    expect(step - (many[i - 1] ?? 0)).toBeLessThan(100);
  });
});

test('large checkpoints are fewer', () => {
  const large = stepsOf(keep(20, 4e6));
  expect(large.length).toBeLessThanOrEqual(6);
  expect(large.at(-1)).toBe(20);
});

test('what was done before a rewind does not stay behind it', () => {
  expect(stepsOf(withCheckpoint(keep(5), checkpointAt(3)))).toEqual([1, 2, 3]);
});
