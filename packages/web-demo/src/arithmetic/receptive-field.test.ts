import { expect, test } from 'vitest';
import { receptiveField } from './receptive-field.js';

const layer = (name: string, type: string, inputs: string[], config: Record<string, unknown> = {}) => ({
  name,
  type,
  inputs,
  config: { padding: 'valid', strides: [1, 1], ...config },
});

const LAYERS = [
  layer('image', 'InputLayer', []),
  layer('addend', 'InputLayer', []),
  layer('conv_1', 'Conv2D', ['image'], { kernelSize: [5, 5], padding: 'same' }),
  layer('pool_1', 'MaxPooling2D', ['conv_1'], { poolSize: [2, 2], strides: [2, 2] }),
  layer('relu_1', 'ReLU', ['pool_1']),
  layer('conv_2', 'Conv2D', ['relu_1'], { kernelSize: [3, 3], dilationRate: [2, 2] }),
  layer('flatten', 'Flatten', ['conv_2']),
  layer('embedding', 'Dense', ['flatten']),
  layer('concat', 'Concatenate', ['embedding', 'addend']),
  layer('scalar', 'Dense', ['addend']),
];

const field = (name: string, y?: number, x?: number) => {
  const found = receptiveField(LAYERS, name, y === undefined ? undefined : { y, x: x! }, 28);
  return found && [found.top, found.left, found.bottom, found.right];
};

test('windows add up, and end where the image ends', () => {
  expect(field('conv_1', 10, 12)).toEqual([8, 10, 12, 14]);
  expect(field('conv_1', 0, 27)).toEqual([0, 25, 2, 27]);
  expect(field('relu_1', 5, 6)).toEqual([8, 10, 13, 15]);
  expect(field('conv_2', 3, 3)).toEqual([4, 4, 17, 17]);
});

test('a unit of a vector sees what its layer sees, and one that depends on the addend alone sees nothing', () => {
  expect(field('embedding')).toEqual([0, 0, 27, 27]);
  expect(field('concat')).toEqual([0, 0, 27, 27]);
  expect(field('scalar')).toBeUndefined();
});
