import type { ReportedAccuracy } from '@mnist-adder/trainer/recipes';
import { expect, test } from 'vitest';
import type { Run } from '../results/recipe-results.js';
import type { Scores } from '@mnist-adder/model/spec';
import { leaderboard, leaderboardTable } from './leaderboard.js';

const scores = (accuracy: number) => ({ accuracy, loss: 0.03 });
const digits = (digit: number): Scores => ({ pairs: 10_000, loss: 0.03, digit: scores(digit) });
const sums = (digit: number, sum: number): Scores => ({
  pairs: 100_000,
  loss: 0.06,
  digit: scores(digit),
  sum: scores(sum),
  both: { accuracy: sum },
});

const run = (seed: number, evaluation: Scores, validations: readonly Scores[] = []): Run => ({
  seed,
  backend: 'onnx',
  epochs: 3,
  parameters: 235_757,
  settings: {},
  curves: validations.map((validation, epoch) => ({
    epoch,
    train: digits(0.9),
    validation,
  })),
  evaluation,
  trainSeconds: 10,
  totalSeconds: 40,
  peakMemoryBytes: 4e8,
  machine: { cpu: 'a', cores: 2, memoryBytes: 1, node: 'v20', platform: 'linux-x64' },
});

/** The cells of a recipe's row. */
function rowOf(runs: Run[], reported: ReportedAccuracy[] = []): string[] {
  const table = leaderboardTable(leaderboard([{ recipe: 'r', runs }], () => reported));
  return table
    .split('\n')[2]!
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

test('a recipe of our own has mean and sample standard deviation over its seeds', () => {
  const runs = [0.991, 0.992, 0.993].map((digit, i) => run(i + 1, sums(digit, 0.99)));
  expect(rowOf(runs)).toEqual(['`r`', '3', '3', '99.20 ± 0.10', '99.00 ± 0.00', '–', '–', '235,757']);
});

test('one that reads digits only has no sum, one seed no deviation', () => {
  expect(rowOf([run(1, digits(0.98))])).toEqual(['`r`', '1', '3', '98.00', '–', '–', '–', '235,757']);
});

test('a range is compared with its lower end', () => {
  const reported: ReportedAccuracy[] = [{ measure: 'digit', accuracy: 0.978, upTo: 0.9802, dataset: 'test' }];
  expect(rowOf([run(1, digits(0.98)), run(2, digits(0.982))], reported).slice(5, 7)).toEqual([
    'digit 97.8–98.02',
    'digit +0.30',
  ]);
});

test('several figures stand side by side, and one that is not reached has a minus', () => {
  const reported: ReportedAccuracy[] = [
    { measure: 'digit', accuracy: 0.974, dataset: 'test' },
    { measure: 'sum', accuracy: 0.966, dataset: 'test' },
    { measure: 'overall', accuracy: 0.97, dataset: 'test' },
  ];
  expect(rowOf([run(1, sums(0.98, 0.96))], reported).slice(5, 7)).toEqual([
    'digit 97.4, sum 96.6, overall 97',
    'digit +0.60, sum −0.60, overall ±0.00',
  ]);
});

test('a figure on the validation set is compared with the best epoch there', () => {
  const runs = [
    run(1, sums(0.99, 0.99), [sums(0.5, 0.4), sums(0.7, 0.8), sums(0.9, 0.7)]),
    run(2, sums(0.99, 0.99), [sums(0.5, 0.9), sums(0.7, 0.6), sums(0.9, 0.7)]),
  ];
  const reported: ReportedAccuracy[] = [{ measure: 'sum', accuracy: 0.84, dataset: 'validation' }];
  expect(rowOf(runs, reported).slice(5, 7)).toEqual(['sum 84 (validation)', 'sum +1.00']);
});

test('a sum that was never measured cannot be compared', () => {
  const reported: ReportedAccuracy[] = [{ measure: 'sum', accuracy: 0.84, dataset: 'test' }];
  expect(() => rowOf([run(1, digits(0.98))], reported)).toThrow('called sum');
});
