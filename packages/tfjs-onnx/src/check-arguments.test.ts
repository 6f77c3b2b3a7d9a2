import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { errorWith } from '../test/against-eager.js';
import { record, type InputSpec, type RecordOptions } from './index.js';

const identity = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.add(x!, 1) });

test.each<[unknown, string]>([
  [null, 'inputs is null, but must be an object'],
  [{ x: [3] }, 'inputs.x is [3], but must be an object { shape, dtype }'],
  [{ x: { shape: 2 } }, 'inputs.x.shape is 2, but must be an array of lengths'],
  [{ x: { shape: [null, 3] } }, 'inputs.x.shape is [null, 3], but must be an array of lengths'],
  [{ x: { shape: [-1, 3] } }, 'inputs.x.shape is [-1, 3]'],
  [{ x: { shape: [1.5] } }, 'inputs.x.shape is [1.5]'],
  [{ x: { shape: [''] } }, "inputs.x.shape is ['']"],
  [{ x: { shape: [2], dtype: 'string' } }, "inputs.x.dtype is 'string', but must be 'float32', 'int32' or 'bool'"],
])('inputs %j are refused', (inputs, message) => {
  const recordThem = () => record(inputs as Record<string, InputSpec>, identity);
  expect(recordThem).toThrow(errorWith('invalid-argument'));
  expect(recordThem).toThrow(message);
});

test.each<[unknown, string]>([
  [{ images: 'nchw' }, "options.images is 'nchw', but must be 'channels-first' or 'batch-last'"],
  [{ target: 'cuda' }, "options.target is 'cuda', but must be 'cpu', 'wasm' or 'webgpu'"],
  [{ layout: 'nchw' }, 'options is an object with layout, but must be an object of images, target and variables'],
  ['cpu', "options is 'cpu', but must be an object"],
])('options %j are refused', (options, message) => {
  const recordSo = () => record({ x: { shape: [2] } }, identity, options as RecordOptions);
  expect(recordSo).toThrow(errorWith('invalid-argument'));
  expect(recordSo).toThrow(message);
});

test('something that is not a function is refused', () => {
  expect(() => record({}, undefined as never)).toThrow('fn is undefined, but must be a function of tensors');
});
