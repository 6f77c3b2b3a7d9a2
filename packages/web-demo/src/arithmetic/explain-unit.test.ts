import { expect, test } from 'vitest';
import { CHANNEL_SWITCH } from '../prediction/channel-switch.js';
import { explainUnit } from './explain-unit.js';

test('a channel that is switched off is zero', () => {
  const input = { shape: [1, 2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const layer = { type: CHANNEL_SWITCH, config: { off: [1] }, weights: {}, inputs: [input] };
  const results = Array.from(input.values, (_, i) => explainUnit(layer, i));
  expect(results.map((unit) => ('why' in unit ? unit.why : unit.result))).toEqual([1, 0, 3, 4, 0, 6]);
});

test('a class of somebody’s own is not taken apart', () => {
  const layer = { type: 'Swish', config: {}, weights: {}, inputs: [{ shape: [1], values: Float32Array.of(1) }] };
  expect(explainUnit(layer, 0)).toEqual({ why: 'The page cannot take layers of the class Swish apart.' });
});
