import { describe, expect, test } from 'vitest';

import { checkInteger, checkNumber } from './check-arguments.js';
import { ArgumentError, DatasetError, MnistAdderError } from './errors.js';

describe('MnistAdderError', () => {
  test('carries its code, its facts and its cause', () => {
    const cause = new Error('the disk is gone');
    const error = new MnistAdderError('a-code', 'Something is wrong.', { facts: { file: 'a.txt' }, cause });
    expect(error).toMatchObject({ name: 'MnistAdderError', code: 'a-code', message: 'Something is wrong.', cause });
    expect(error.facts).toEqual({ file: 'a.txt' });
  });

  test('has no facts and no cause unless they are given', () => {
    const error = new MnistAdderError('a-code', 'Something is wrong.');
    expect(error.facts).toEqual({});
    expect(error).not.toHaveProperty('cause');
  });
});

test('DatasetError is a MnistAdderError with a name of its own', () => {
  const error = new DatasetError('empty-set', 'No images.', { facts: { source: 'images' } });
  expect(error).toBeInstanceOf(MnistAdderError);
  expect(error).toMatchObject({ name: 'DatasetError', code: 'empty-set', facts: { source: 'images' } });
});

describe('ArgumentError', () => {
  test('says which argument, what it is and what to give, and carries the facts', () => {
    const error = new ArgumentError('pairing', 'one of fixed, fresh, all', 'both');
    expect(error).toBeInstanceOf(MnistAdderError);
    expect(error).toMatchObject({ name: 'ArgumentError', code: 'argument', argument: 'pairing', found: 'both' });
    expect(error.facts).toEqual({ argument: 'pairing', expected: 'one of fixed, fresh, all', found: 'both' });
    expect(error.message).toBe('pairing is "both": give one of fixed, fresh, all.');
  });

  test('names arrays by their type and length', () => {
    const messageOf = (found: unknown) => new ArgumentError('images', 'bytes', found).message;
    expect(messageOf(new Float64Array(784))).toBe('images is Float64Array(784): give bytes.');
    expect(messageOf([1, 2])).toBe('images is Array(2): give bytes.');
    expect(messageOf(undefined)).toBe('images is undefined: give bytes.');
    expect(messageOf(null)).toBe('images is null: give bytes.');
    expect(messageOf({})).toBe('images is an object: give bytes.');
    expect(messageOf(Object.create(null))).toBe('images is an object: give bytes.');
    expect(messageOf(new Map())).toBe('images is an object of the class Map: give bytes.');
    expect(messageOf(() => 0)).toBe('images is a function: give bytes.');
  });

  test('says in words what a value does not say by itself', () => {
    const error = new ArgumentError('teacher', 'one', undefined, 'none');
    expect(error).toMatchObject({ message: 'teacher is none: give one.', found: undefined });
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
    expect(() => {
      checkNumber('shear', Number.NaN, 0, 60);
    }).toThrow('shear is NaN: give a number from 0 to 60.');
  });
});
