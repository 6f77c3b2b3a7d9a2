import { expect, test } from 'vitest';

import { ArgumentError, checkInteger } from './argument-error.js';
import { MnistAdderError } from './mnist-adder-error.js';

test('says which argument, what it is and what to give, and carries the facts', () => {
  const error = new ArgumentError('pairing', 'one of fixed, fresh, all', 'both');
  expect(error).toBeInstanceOf(MnistAdderError);
  expect(error).toMatchObject({ name: 'ArgumentError', code: 'argument', argument: 'pairing', found: 'both' });
  expect(error.message).toBe('pairing is "both": give one of fixed, fresh, all.');
});

test('takes the ends of a range and nothing beyond', () => {
  for (const value of [1, 2, 3]) {
    expect(() => {
      checkInteger('batchSize', value, 1, 3);
    }).not.toThrow();
  }
  for (const value of [0, 4, 1.5, Number.NaN, 2 ** 60]) {
    expect(() => {
      checkInteger('batchSize', value, 1, 3);
    }).toThrow(`batchSize is ${value}: give an integer from 1 to 3.`);
  }
});
