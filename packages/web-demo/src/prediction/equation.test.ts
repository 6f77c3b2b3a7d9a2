import { expect, test } from 'vitest';
import { equationOf, percent } from './equation.js';

const oneOf = (size: number, index: number) =>
  Float32Array.from({ length: size }, (_, i) => (i === index ? 0.75 : 0.25 / (size - 1)));
const reading = (digit: number) => ({ pixels: new Uint8Array(784), digit: oneOf(10, digit), unusual: false });
const answer = {
  image: reading(7),
  addend: 5,
  sum: oneOf(19, 12),
  sums: undefined,
  layers: new Map(),
  milliseconds: 1,
  tensors: 20,
};

test('an equation has the most likely of each', () => {
  expect(equationOf(answer)).toEqual({ digit: 7, addend: 5, sum: 12, certainty: 0.75, unusual: false });
  expect(equationOf({ ...answer, addend: reading(3) })).toMatchObject({ digit: 7, addend: 3, sum: 12 });
  expect(equationOf({ ...answer, sum: undefined })).toMatchObject({ digit: 7, sum: undefined, certainty: 0.75 });
});

test('an equation is unusual if one of its images is', () => {
  const strange = { ...reading(3), unusual: true };
  expect(equationOf({ ...answer, image: strange }).unusual).toBe(true);
  expect(equationOf({ ...answer, addend: strange }).unusual).toBe(true);
  // A model that was saved before cannot say.
  expect(equationOf({ ...answer, image: { ...strange, unusual: undefined } }).unusual).toBe(false);
});

test('only certainty is 100 %', () => {
  expect([0.5, 0.994, 0.99996, 1, 0.004].map(percent)).toEqual(['50 %', '99.4 %', '99.9 %', '100 %', '0 %']);
});
