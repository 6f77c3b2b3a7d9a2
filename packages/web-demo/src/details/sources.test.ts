import { expect, test } from 'vitest';
import type { LayerFacts } from '../prediction/protocol.js';
import { SMALL_NETWORK } from '../../test/layer-facts.js';
import { nameOf, sourceOf } from './sources.js';

const layer = (name: string, type: string, ...inputs: string[]): LayerFacts => ({
  name,
  type,
  inputs,
  config: { axis: -1 },
});

const output = (...shape: number[]) => ({ shape, values: new Float32Array(shape.reduce((a, b) => a * b)) });
const OUTPUTS = new Map([
  ['image', output(2, 3, 1)],
  ['relu_1', output(2, 3, 2)],
  ['flatten', output(12)],
  ['addend', output(10)],
  ['concat', output(22)],
  ['sum', output(19)],
]);

test('a number is followed through layers that rearrange to where it was calculated', () => {
  const origin = (name: string, index: number) => nameOf(sourceOf(SMALL_NETWORK, OUTPUTS, name, index));
  expect(origin('concat', 11)).toBe('relu_1, map 2, row 2, column 3');
  expect(origin('flatten', 2)).toBe('relu_1, map 1, row 1, column 2');
  expect(origin('concat', 17)).toBe('addend 5');
  expect(origin('image', 4)).toBe('image, row 2, column 2');
});

test('classes are counted from 0, units from 1, and pairs are two numbers', () => {
  const name = (layerName: string, index: number, ...shape: number[]) =>
    nameOf({ layer: layer(layerName, 'Dense'), index, shape });
  expect(name('digit', 7, 10)).toBe('digit 7');
  expect(name('digit_logits', 7, 10)).toBe('digit 7');
  expect(name('embedding', 0, 64)).toBe('embedding 1');
  expect(name('pairs', 75, 10, 10)).toBe('7 and 5');
});
