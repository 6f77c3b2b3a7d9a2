import { expect, test } from 'vitest';
import { count, kilobytes, megabytes, percent, seconds } from './format.js';

test('numbers', () => {
  expect([0, 999, 60_000].map(count)).toEqual(['0', '999', '60,000']);
});

test('percent', () => {
  expect([0, 0.992149, 1].map(percent)).toEqual(['0.00 %', '99.21 %', '100.00 %']);
});

test('seconds', () => {
  expect([0.04, 9.46, 59.94, 59.96, 125.2].map(seconds)).toEqual([
    '0.0 s',
    '9.5 s',
    '59.9 s',
    '1 min 0 s',
    '2 min 5 s',
  ]);
});

test('megabytes', () => {
  expect(megabytes(411_600_000)).toBe('412 MB');
});

test('sizes of files', () => {
  expect([0, 1, 237_164].map(kilobytes)).toEqual(['0 kB', '1 kB', '238 kB']);
});
