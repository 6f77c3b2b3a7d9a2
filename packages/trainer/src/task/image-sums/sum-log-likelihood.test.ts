import { randomStream } from '@mnist-adder/dataset';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients.
import '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { addDigits } from './problems.js';
import { countRightSums, sumLogLikelihood } from './sum-log-likelihood.js';

beforeAll(() => tf.setBackend('cpu'));

/** Random distributions over the digits of two numbers of so many places, as log-probabilities of one problem. */
function uncertain(places: number, seed: number): tf.Tensor4D {
  const stream = randomStream(seed);
  const values = Array.from({ length: 2 * places * 10 }, () => stream.below(1000) / 200);
  return tf.logSoftmax(tf.tensor4d(values, [1, 2, places, 10]));
}

const digitsOf = (number: number, places: number) => Array.from(String(number).padStart(places, '0'), Number);

/** P(sum) for every sum, by going through all pairs of numbers. */
function enumerated(digits: tf.Tensor4D): Float64Array {
  const places = digits.shape[2];
  const logarithms = digits.arraySync()[0]!;
  const chances = new Float64Array(2 * 10 ** places - 1);
  const chanceOf = (which: number, number: number) =>
    Math.exp(digitsOf(number, places).reduce((sum, digit, place) => sum + logarithms[which]![place]![digit]!, 0));
  for (let a = 0; a < 10 ** places; a++) {
    for (let b = 0; b < 10 ** places; b++) chances[a + b]! += chanceOf(0, a) * chanceOf(1, b);
  }
  return chances;
}

test.each([1, 2])('of numbers of %i digits: what going through all pairs of them gives', (places) => {
  const digits = uncertain(places, places);
  const expected = enumerated(digits);
  const sums = Array.from(expected, (_, sum) => digitsOf(sum, places + 1));
  const many = tf.tile(digits, [sums.length, 1, 1, 1]);
  const found = sumLogLikelihood(many, tf.tensor2d(sums, undefined, 'int32')).dataSync();
  expected.forEach((chance, sum) => {
    expect(Math.exp(found[sum]!)).toBeCloseTo(chance, 6);
  });
});

test('numbers that are certain have one sum, also with carries through all of fifteen places', () => {
  const certain = (number: readonly number[]) => tf.oneHot(tf.tensor1d([...number], 'int32'), 10, 0, -40, 'float32');
  const nines = new Array<number>(15).fill(9);
  const one = [...new Array<number>(14).fill(0), 1];
  const digits = tf.reshape<tf.Rank.R4>(tf.stack([certain(nines), certain(one)]), [1, 2, 15, 10]);
  const right = tf.tensor2d([addDigits(nines, one)], undefined, 'int32');
  expect(addDigits(nines, one).join('')).toBe('1000000000000000');
  expect(sumLogLikelihood(digits, right).dataSync()[0]).toBeCloseTo(0, 5);
  expect(countRightSums(digits, right).dataSync()[0]).toBe(1);
  const wrong = tf.tensor2d([[0, ...nines]], undefined, 'int32');
  expect(sumLogLikelihood(digits, wrong).dataSync()[0]).toBeLessThan(-30);
  expect(countRightSums(digits, wrong).dataSync()[0]).toBe(0);
});

test('its gradient is finite where a sum is all but impossible', () => {
  const certain = tf.reshape(tf.oneHot(tf.tensor1d([1, 2], 'int32'), 10, 0, -200, 'float32'), [1, 2, 1, 10]);
  const gradient = tf.grad((digits) =>
    sumLogLikelihood(digits as tf.Tensor4D, tf.tensor2d([[1, 7]], undefined, 'int32')),
  );
  expect([...gradient(certain).dataSync()].every(Number.isFinite)).toBe(true);
});
