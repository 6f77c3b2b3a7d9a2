import { expect, test } from 'vitest';
import { additionRunsTable, additionTable, type AdditionRun } from './addition-table.js';

const run = (digits: number, seed: number, accuracy: number) =>
  ({
    seed,
    totalSeconds: 40 + seed,
    evaluation: { digit: { accuracy: 0.99 } },
    addition: { digits, problems: 5000 / digits, accuracy },
  }) as AdditionRun;

const runs = [run(2, 1, 0.95), run(1, 2, 0.98), run(1, 1, 0.99)];
const rowOf = (table: string, start: string) => table.split('\n').find((row) => row.startsWith(start))!;
const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('a column for each length of numbers, the published figures above ours', () => {
  const table = additionTable(runs);
  expect(cells(table.split('\n')[0]!)).toEqual(['sums, %', 'source', 'N = 1', 'N = 2']);
  expect(cells(rowOf(table, '| A-NeSI')).slice(2)).toEqual(['97.66 ± 0.21', '95.96 ± 0.38']);
  expect(cells(rowOf(table, '| `addition`')).slice(2)).toEqual(['98.50 ± 0.71', '95.00']);
});

test('every seed is shown, in order', () => {
  const rows = additionRunsTable(runs).split('\n');
  expect(cells(rows[2]!)).toEqual(['1', '2', '5,000', '99.00 ± 0.00', '42 s', '99.00, 98.00']);
  expect(cells(rows[3]!)).toEqual(['2', '1', '2,500', '99.00', '41 s', '95.00']);
});
