import type * as tf from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import { splat } from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';

const fill: Kernel = (call) => {
  const { shape, value, dtype } = call.attributes as tf.FillAttrs;
  if (typeof value === 'string') throw unsupportedKernel('Fill', 'its value is text');
  const type = dtype === 'int32' || dtype === 'bool' ? dtype : 'float32';
  return splat(shape, type, value);
};

const range: Kernel = (call) => {
  const { start, stop, step, dtype } = call.attributes as tf.RangeAttrs;
  const type = dtype === 'int32' ? 'int32' : 'float32';
  // The default step of 1 counts down if the stop is below the start.
  const by = step === 1 && stop < start ? -1 : step;
  const length = Math.max(0, Math.ceil((stop - start) / by));
  return call.recorder.tensor(call.recorder.vector(type, progression(start, by, length)), type);
};

const linSpace: Kernel = (call) => {
  const { start, stop, num } = call.attributes as tf.LinSpaceAttrs;
  const step = num === 1 ? 0 : (stop - start) / (num - 1);
  return call.recorder.tensor(call.recorder.vector('float32', progression(start, step, num)), 'float32');
};

const progression = (start: number, step: number, length: number) => Array.from({ length }, (_, i) => start + i * step);

const likeThis =
  (number: number): Kernel =>
  ({ input }) => {
    const x = input('x');
    return splat(x.shape, x.dtype, number);
  };

/** Kernels whose result is known while it is recorded. */
export const CONSTANT_KERNELS: Kernels = {
  Fill: fill,
  LinSpace: linSpace,
  OnesLike: likeThis(1),
  Range: range,
  ZerosLike: likeThis(0),
};
