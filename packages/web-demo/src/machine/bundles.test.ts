import { describe, expect, test } from 'vitest';
import { shippedLayers } from '../../test/layer-facts.js';
import { partsOf } from '../prediction/parts.js';
import type { Answer } from '../prediction/protocol.js';
import { bundlesOf } from './bundles.js';

/** Numbers of which only some are not 0. */
const sparse = (length: number, values: Readonly<Record<number, number>>) =>
  Float32Array.from({ length }, (_, i) => values[i] ?? 0);

const READING = {
  pixels: new Uint8Array(784).fill(255, 0, 112),
  digit: sparse(10, { 7: 0.75, 1: 0.25 }),
  unusual: false,
};
const ANSWER: Answer = {
  image: READING,
  addend: 5,
  sum: sparse(19, { 12: 0.75, 6: 0.25 }),
  sums: undefined,
  layers: new Map([['embedding', { shape: [40], values: sparse(40, { 0: -2, 8: 1 }) }]]),
  milliseconds: 1,
  tensors: 20,
};

const bundles = (model: string, answer: Answer | undefined) => bundlesOf(answer, partsOf(shippedLayers(model)));
const names = (model: string) => bundles(model, ANSWER).map(({ from, to }) => `${from} → ${to}`);

test('wires go through the machine as the network is built', () => {
  const start = ['pad → seen', 'seen → stage-1', 'stage-1 → stage-2', 'stage-2 → stage-3', 'stage-3 → stage-4'];
  expect(names('exact-small')).toEqual([
    ...start,
    'stage-4 → embedding',
    'embedding → digits',
    'digits → sums',
    'addends → sum-rows',
    'sums → sum-bars',
  ]);
  expect(names('mlp-128-64').at(-1)).toBe('embedding → digits');
});

describe('what wires carry', () => {
  const found = (to: string, answer: Answer | undefined = ANSWER) =>
    bundles('exact-small', answer).find((bundle) => bundle.to === to)!;

  test('the ink of the image, the strengths of the embedding, and the probabilities', () => {
    expect(found('seen').values).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(found('digits').values).toEqual([...READING.digit]);
    expect(found('sum-bars').values).toEqual([...ANSWER.sum!]);
    expect(found('sum-rows').values).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(found('sum-rows', { ...ANSWER, addend: READING }).values).toEqual([...READING.digit]);
  });

  test('nothing, before there is an answer', () => {
    const all = bundles('exact-small', undefined).flatMap(({ values }) => values);
    expect(new Set(all)).toEqual(new Set([0]));
  });
});

test('into a head that adds exactly, each digit goes at the sum that it gives with the addend', () => {
  const places = Array.from({ length: 19 }, (_, i) => (i + 0.5) / 19);
  const ends = (addend: number) => bundles('exact-small', { ...ANSWER, addend }).find(({ to }) => to === 'sums')!.ends;
  expect(ends(5)).toEqual(places.slice(5, 15));
  expect(ends(0)).toEqual(places.slice(0, 10));
});
