import { expect, test } from 'vitest';
import type { HeadRun } from './head-results.js';
import { headsTable } from './heads-table.js';

const run = (head: HeadRun['head'], seed: number, sums: readonly number[]) =>
  ({
    ...{ head, seed, parameters: 1234 },
    validation: sums.map((sumAccuracy) => ({ digitAccuracy: 0.99, sumAccuracy })),
  }) as HeadRun;

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
  expect(rows[2]!.slice(1, -1)).toEqual([
    ...['`concat`', '2', '99.00 ± 0.00', '55.00 ± 7.07', '99.00 ± 0.00', '90.00 ± 0.00', '1,234'],
  ]);
  expect(rows[3]!.slice(1, -1)).toEqual(['`exact`', '1', '99.00', '99.00', '99.00', '99.00', '1,234']);
});
