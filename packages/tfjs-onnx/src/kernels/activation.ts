import type { backend_util } from '@tensorflow/tfjs-core';
import { unsupportedKernel } from '../errors.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { combine, prelu } from './binary.js';
import type { KernelCall } from './kernel.js';
import { clip, mapElements } from './unary.js';

interface FusedAttributes {
  readonly activation: backend_util.Activation;
  readonly leakyreluAlpha?: number;
}

/** Records the second half of TensorFlow.js's fused kernels: adds the bias, if there is one, and applies the activation. */
export function biasAndActivation(
  call: KernelCall,
  x: SymbolicTensor,
  { activation, leakyreluAlpha = 0.2 }: FusedAttributes,
): SymbolicTensor {
  const { recorder } = call;
  const bias = call.optionalInput('bias');
  const biased = bias === undefined ? x : combine(recorder, 'Add', x, bias);
  const apply = (type: string, attributes = {}) =>
    mapElements(recorder, biased, (value) => recorder.graph.op(type, [value], value, attributes));
  switch (activation) {
    case 'linear':
      return biased;
    case 'relu':
      return apply('Relu');
    case 'relu6':
      return mapElements(recorder, biased, (value) => clip(recorder, value, 0, 6));
    case 'elu':
      return apply('Elu');
    case 'sigmoid':
      return apply('Sigmoid');
    case 'leakyrelu':
      return apply('LeakyRelu', { alpha: { float: leakyreluAlpha } });
    case 'prelu':
      return prelu(recorder, biased, call.input('preluActivationWeights'));
    default:
      throw unsupportedKernel(call.kernelName, `its activation ${String(activation)} is unknown`);
  }
}
