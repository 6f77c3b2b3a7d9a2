import type { backend_util } from '@tensorflow/tfjs-core';
import { UnsupportedKernelError } from '../errors.js';
import type { Recorder } from '../symbolic/recorder.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { combine, prelu } from './binary.js';
import { mapElements } from './unary.js';

/** The second half of TensorFlow.js's fused kernels: adds the bias and applies the activation. */
export function biasAndActivation(
  recorder: Recorder,
  kernelName: string,
  x: SymbolicTensor,
  {
    bias,
    activation,
    preluWeights,
    leakyreluAlpha,
  }: {
    bias: SymbolicTensor | undefined;
    activation: backend_util.Activation | undefined;
    preluWeights: SymbolicTensor | undefined;
    leakyreluAlpha: number | undefined;
  },
): SymbolicTensor {
  const biased = bias === undefined ? x : combine(recorder, 'Add', x, bias);
  const apply = (type: string, attributes = {}) =>
    mapElements(recorder, biased, (value) =>
      recorder.graph.op(type, [value], { type: value.type, shape: value.shape }, attributes),
    );
  switch (activation ?? 'linear') {
    case 'linear':
      return biased;
    case 'relu':
      return apply('Relu');
    case 'relu6':
      return mapElements(recorder, biased, (value) =>
        recorder.graph.op('Clip', [value, recorder.scalar(value.type, 0), recorder.scalar(value.type, 6)], {
          type: value.type,
          shape: value.shape,
        }),
      );
    case 'elu':
      return apply('Elu');
    case 'sigmoid':
      return apply('Sigmoid');
    case 'leakyrelu':
      return apply('LeakyRelu', { alpha: { float: leakyreluAlpha ?? 0.2 } });
    case 'prelu':
      return prelu(recorder, biased, preluWeights!);
    default:
      throw new UnsupportedKernelError(kernelName, `its activation ${String(activation)} is unknown`);
  }
}
