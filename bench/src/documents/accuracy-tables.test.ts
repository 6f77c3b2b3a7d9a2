import { expect, test } from 'vitest';
import type { HeadRun } from '../results/head-runs.js';
import { headsTable, mnistCTable } from './accuracy-tables.js';

const run = (head: HeadRun['head'], seed: number, sum: number[]) =>
  ({ head, seed, parameters: 1234, validationAccuracy: { digit: sum.map(() => 0.99), sum } }) as HeadRun;

test('a head has a row, an epoch two columns', () => {
  const rows = headsTable([run('concat', 1, [0.5, 0.9]), run('concat', 2, [0.6, 0.9]), run('exact', 1, [0.99, 0.99])])
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  expect(rows[0]!.slice(3, 7)).toEqual([
    'digit, %, epoch 1',
    'sum, %, epoch 1',
    'digit, %, epoch 2',
    'sum, %, epoch 2',
  ]);
  const concat = ['`concat`', '2', '99.00 ± 0.00', '55.00 ± 7.07', '99.00 ± 0.00', '90.00 ± 0.00', '1,234'];
  expect(rows[2]!.slice(1, -1)).toEqual(concat);
  expect(rows[3]!.slice(1, -1)).toEqual(['`exact`', '1', '99.00', '99.00', '99.00', '99.00', '1,234']);
});

test('a corruption of MNIST-C has a row, a recipe a column, and the last row has the means', () => {
  const model = (recipe: string, ...accuracies: number[]) => ({
    recipe,
    seed: 1,
    corruptions: accuracies.map((asItIs, nth) => ({ name: ['fog', 'zigzag'][nth]!, asItIs })),
  });
  const rows = mnistCTable([model('a', 0.5, 0.75), model('b', 1, 0.9)]).split('\n');
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(cells[0]!.slice(1, -1)).toEqual(['digits, %', '`a`', '`b`']);
  expect(cells.slice(2).map((row) => row.slice(1, -1))).toEqual([
    ['fog', '50.00', '100.00'],
    ['zigzag', '75.00', '90.00'],
    ['**mean**', '62.50', '95.00'],
  ]);
});
