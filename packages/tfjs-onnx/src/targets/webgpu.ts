import * as tf from '@tensorflow/tfjs-core';
import type { Kernel, Kernels } from '../kernels/kernel.js';
import { extreme } from '../kernels/reduction.js';

/**
 * Records the first index of the largest or smallest number along an axis, found by comparison with that number. ONNX's ArgMax
 * returns 64-bit integers. The provider casts these on the CPU, which stops the GPU in the middle of a step.
 */
const indexOf =
  (extreme: 'ReduceMax' | 'ReduceMin'): Kernel =>
  ({ recorder, input, attributes }) => {
    const { graph } = recorder;
    const given = recorder.plain(input('x'));
    const value = given.type === 'bool' ? graph.cast(given, 'int32') : given;
    const [axis] = tf.util.parseAxisParam((attributes as tf.ArgMaxAttrs).axis, [...value.shape]);
    const length = value.shape[axis!]!;
    const along = (size: number) => value.shape.map((other, i) => (i === axis ? size : other));
    const axes = graph.int64([axis!]);
    const found = graph.op(extreme, [value, axes], { type: value.type, shape: along(1) }, { keepdims: 1 });
    const isFound = graph.op('Equal', [value, found], { type: 'bool', shape: value.shape });
    const indices = graph.constant(
      'float32',
      value.shape.map((_, i) => (i === axis ? length : 1)),
      Float32Array.from({ length }, (_, index) => index),
    );
    // With NaN nothing may equal the extreme. The last index then stands for any.
    const candidates = graph.op('Where', [isFound, indices, recorder.scalar('float32', length - 1)], {
      type: 'float32',
      shape: value.shape,
    });
    const shape = value.shape.filter((_, i) => i !== axis);
    const first = graph.op('ReduceMin', [candidates, axes], { type: 'float32', shape }, { keepdims: 0 });
    return recorder.tensor(graph.cast(first, 'int32'), 'int32');
  };

/**
 * Kernels that are recorded in another way for ONNX Runtime's WebGPU provider. They do not look for NaN: the provider has no IsNaN,
 * and WGSL does not promise to keep NaN.
 */
export const WEBGPU_KERNELS: Kernels = {
  ArgMax: indexOf('ReduceMax'),
  ArgMin: indexOf('ReduceMin'),
  Max: extreme('ReduceMax', false),
  Min: extreme('ReduceMin', false),
};
