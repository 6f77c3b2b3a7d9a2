import { describe, expect, test } from 'vitest';

import { parseCsv } from './parse-csv.js';

const utf16 = (text: string) => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const parse = (text: string | Uint8Array) =>
  parseCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'a.csv');

const spellings: [string, string | Uint8Array][] = [
  ['commas', 'label,a\n7,0.5\n255,-1e2\n'],
  ['Windows lines, and none after the last', 'label,a\r\n7,0.5\r\n255,-1e2'],
  ['a byte order mark', '\ufefflabel,a\n7,0.5\n255,-1e2\n'],
  ['UTF-16, as PowerShell writes it', utf16('label,a\r\n7,0.5\r\n255,-1e2\r\n')],
  ['quotes', '"label","a"\n"7","0.5"\n"255","-1e2"\n'],
  ['blanks and empty lines', 'label, a\n\n 7, 0.5\n\r\n255 ,-1e2\n\n'],
  ['semicolons', 'label;a\n7;0.5\n255;-1e2\n'],
  ['tabs', 'label\ta\n7\t0.5\n255\t-1e2\n'],
];

test.each(spellings)('reads a table with %s', (_, text) => {
  const { values, ...table } = parse(text);
  expect(table).toEqual({ header: ['label', 'a'], columns: 2, rows: 2 });
  expect([...values]).toEqual([7, 0.5, 255, -100]);
});

test('reads a table without a header', () => {
  expect(parse('7,1\n8,2\n')).toEqual({ header: undefined, columns: 2, rows: 2, values: Float32Array.of(7, 1, 8, 2) });
});

describe('refuses', () => {
  test.each([
    ['a row that is cut off', 'a,b\n1,2\n3', 'expected 2 cells in a row, as in the first, found 1 in line 3'],
    ['a row that is too long', 'a,b\n1,2,3\n', 'found 3 in line 2'],
    ['a word', '1,2\n3,four\n', 'expected a number in each cell, found "four" in line 2'],
    ['a cell with nothing in it', '1,2\n,4\n', 'found "" in line 2'],
    ['a last cell with nothing in it', '1,2\n3,\r\n', 'found "" in line 2'],
  ])('%s, and names the line', (_, text, words) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'csv' }) as Error);
    expect(() => parse(text)).toThrow(words);
  });
});

test('an empty file is a table without rows', () => {
  expect(parse('').rows).toBe(0);
});
