import * as tf from '@tensorflow/tfjs-core';
import type { Kernel, Kernels } from '../kernels/kernel.js';

/**
 * The first place of the greatest or the least number along an axis, found by comparison with it. ONNX's ArgMax gives 64-bit
 * integers, which the provider casts on the CPU: the GPU would be waited for in the middle of a step.
 */
const placeOf =
  (extreme: 'ReduceMax' | 'ReduceMin'): Kernel =>
  ({ recorder, input, attributes }) => {
    const { graph } = recorder;
    const value = recorder.plain(input('x'));
    const [axis] = tf.util.parseAxisParam((attributes as tf.ArgMaxAttrs).axis, [...value.shape]);
    const length = value.shape[axis!]!;
    const along = (size: number) => value.shape.map((other, i) => (i === axis ? size : other));
    const axes = graph.int64([axis!]);
    const found = graph.op(extreme, [value, axes], { type: value.type, shape: along(1) }, { keepdims: 1 });
    const isFound = graph.op('Equal', [value, found], { type: 'bool', shape: value.shape });
    const places = graph.constant(
      'float32',
      value.shape.map((_, i) => (i === axis ? length : 1)),
      Float32Array.from({ length }, (_, place) => place),
    );
    // Where nothing equals the extreme, there are numbers that are not numbers; the last place is as good as any.
    const candidates = graph.op('Where', [isFound, places, recorder.scalar('float32', length - 1)], {
      type: 'float32',
      shape: value.shape,
    });
    const shape = value.shape.filter((_, i) => i !== axis);
    const first = graph.op('ReduceMin', [candidates, axes], { type: 'float32', shape }, { keepdims: 0 });
    return recorder.tensor(graph.cast(first, 'int32'), 'int32');
  };

/** What is recorded otherwise for ONNX Runtime's WebGPU provider. */
export const WEBGPU_KERNELS: Kernels = { ArgMax: placeOf('ReduceMax'), ArgMin: placeOf('ReduceMin') };
