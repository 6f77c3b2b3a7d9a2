import { expect, test } from 'vitest';
import { tableLines } from './table.js';

test('columns are as wide as their widest cell, words to the left and numbers to the right', () => {
  const rows = [
    ['', 'accuracy', 'loss'],
    ['digit', '99.20 %', '0.0276'],
    ['sum', '9.17 %'],
  ];
  expect(tableLines(rows)).toEqual(['         accuracy    loss', '  digit   99.20 %  0.0276', '  sum      9.17 %']);
  expect(tableLines(rows.slice(1), { left: 2, gap: 1, indent: 0 })).toEqual(['digit 99.20 % 0.0276', 'sum   9.17 %']);
  expect(tableLines([])).toEqual([]);
});

test('a cell is one line', () => {
  expect(tableLines([['a\nb', '\x1b[2J']])).toEqual([String.raw`  a\u000ab  \u001b[2J`]);
});
