import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRun } from './read-run.js';
import { addRun, readResults } from './results-files.js';

const evaluation = {
  pairs: 100_000,
  digitAccuracy: 0.992,
  sumAccuracy: 0.991,
  bothAccuracy: 0.99,
  digitLoss: 0.03,
  sumLoss: 0.04,
  loss: 0.07,
};
const train = { loss: 0.1, digitLoss: 0.04, sumLoss: 0.06, digitAccuracy: 0.98, sumAccuracy: 0.97 };

function writeRun(seed: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
  };
  const machine = { cpu: 'a', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' };
  write('config.json', JSON.stringify({ recipe: { training: { epochs: 1, batchSize: 256 } }, machine }));
  const events = [
    { type: 'step', epoch: 0, index: 0 },
    { type: 'epoch-end', epoch: 0, train, validation: evaluation, imagesPerSecond: 1, trainSeconds: 1 },
  ];
  write('metrics.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  write(
    'result.json',
    JSON.stringify({
      recipe: 'adder-fast',
      backend: 'onnx',
      seed,
      epochs: 1,
      parameters: 10,
      trainSeconds: 9,
      totalSeconds: 12,
      peakMemoryBytes: 1,
      evaluation,
    }),
  );
  return folder;
}

test('a run’s directory becomes an entry with its curves', () => {
  const { recipe, run } = readRun(writeRun(3));
  expect(recipe).toBe('adder-fast');
  expect(run).toMatchObject({ seed: 3, settings: { epochs: 1, batchSize: 256 }, evaluation });
  expect(run.curves).toEqual([{ epoch: 0, train, validation: evaluation }]);
});

test('results hold every seed once, in order', () => {
  const results = mkdtempSync(join(tmpdir(), 'results-'));
  for (const seed of [2, 1, 2]) {
    const { recipe, run } = readRun(writeRun(seed));
    addRun(results, recipe, run);
  }
  expect(readResults(results).map(({ recipe, runs }) => [recipe, runs.map(({ seed }) => seed)])).toEqual([
    ['adder-fast', [1, 2]],
  ]);
});
