import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Scores } from '@mnist-adder/model/spec';
import { readRun } from './read-run.js';
import { addRun, readRecipeResults } from './recipe-results.js';

interface FakeRun {
  readonly evaluation: Scores;
  readonly train: Scores;
}

const digitsOnly: FakeRun = {
  evaluation: { pairs: 10_000, loss: 0.03, digit: { accuracy: 0.992, loss: 0.03 } },
  train: { pairs: 47_872, loss: 0.04, digit: { accuracy: 0.98, loss: 0.04 } },
};
const adder = {
  evaluation: {
    pairs: 100_000,
    loss: 0.07,
    digit: { accuracy: 0.992, loss: 0.03 },
    sum: { accuracy: 0.991, loss: 0.04 },
    both: { accuracy: 0.99 },
  },
  train: { pairs: 478_720, loss: 0.1, digit: { accuracy: 0.98, loss: 0.04 }, sum: { accuracy: 0.97, loss: 0.06 } },
} satisfies FakeRun;

function writeRun(recipe: string, seed: number, { evaluation, train }: FakeRun): string {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
  };
  const machine = { cpu: 'a', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' };
  const teachers = [{ folder: '/elsewhere', digest: 'a1' }];
  write('config.json', JSON.stringify({ recipe: { training: { epochs: 1, batchSize: 256 } }, machine, teachers }));
  const events = [
    { type: 'step', epoch: 0, index: 0 },
    { type: 'epoch-end', epoch: 0, train, validation: evaluation, imagesPerSecond: 1, trainSeconds: 1 },
  ];
  write('metrics.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const scaled = { temperature: 1.2, error: 0.002, loss: 0.03, bins: [] };
  write('analysis.json', JSON.stringify({ digit: { scaled }, ...(evaluation.sum && { sum: { scaled } }) }));
  write(
    'result.json',
    JSON.stringify({
      recipe,
      backend: 'onnx',
      seed,
      epochs: 1,
      parameters: 10,
      trainSeconds: 9,
      totalSeconds: 12,
      seconds: { steps: 9 },
      peakMemoryBytes: 1,
      evaluation,
    }),
  );
  return folder;
}

test.each<[string, FakeRun]>([
  ['adder-fast', adder],
  ['mlp-490', digitsOnly],
])('a run’s directory becomes an entry with its curves: %s', (id, { evaluation, train }) => {
  const { recipe, run } = readRun(writeRun(id, 3, { evaluation, train }));
  expect(recipe).toBe(id);
  expect(run).toMatchObject({ seed: 3, settings: { epochs: 1, batchSize: 256 }, teachers: ['a1'] });
  expect(run.evaluation).toEqual(evaluation);
  expect(run.calibration?.digit).toEqual({ temperature: 1.2, error: 0.002 });
  expect(run.calibration?.sum === undefined).toBe(evaluation.sum === undefined);
  expect(run.curves).toEqual([{ epoch: 0, train, validation: evaluation }]);
});

test.each<[string, object]>([
  ['the accuracy of the sum', { sum: { loss: 0.04 } }],
  ['the accuracy of both', { both: undefined }],
  ['the loss of the sum', { sum: { accuracy: 0.991 } }],
])('a run without %s is not half an adder’s', (_, missing) => {
  const evaluation = { ...adder.evaluation, ...missing } as Scores;
  expect(() => readRun(writeRun('adder-fast', 1, { ...adder, evaluation }))).toThrow();
});

test('results hold every seed once, in order, and the recipes in theirs', () => {
  const results = mkdtempSync(join(tmpdir(), 'results-'));
  for (const [id, seed] of [
    ['exact-fast', 2],
    ['adder-fast', 2],
    ['adder-fast', 1],
    ['adder-fast', 2],
  ] as const) {
    const { recipe, run } = readRun(writeRun(id, seed, adder));
    addRun(results, recipe, run);
  }
  writeFileSync(join(results, 'something-else.json'), '{}');
  expect(readRecipeResults(results).map(({ recipe, runs }) => [recipe, runs.map(({ seed }) => seed)])).toEqual([
    ['adder-fast', [1, 2]],
    ['exact-fast', [2]],
  ]);
});
