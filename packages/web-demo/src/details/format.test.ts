import { expect, test } from 'vitest';
import { long, others, short, signed } from './format.js';

test('numbers are short, with a real minus', () => {
  expect([0.125, -0.5, -0, -0.004, 1234.5].map(short)).toEqual(['0.13', '−0.50', '0.00', '0.00', '1234.50']);
  expect([0.52134, -0.5, 0, 0.0000012].map(long)).toEqual(['0.5213', '−0.5000', '0.0000', '1.2e−6']);
  expect([0.5, -0.5].map(signed)).toEqual(['+\u00a00.5000', '−\u00a00.5000']);
  expect([1, 58].map(others)).toEqual(['1 other', '58 others']);
});
