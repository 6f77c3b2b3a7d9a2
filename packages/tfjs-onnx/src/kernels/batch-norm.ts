import type * as tf from '@tensorflow/tfjs-core';
import { splat } from '../symbolic/symbolic-tensor.js';
import { combine } from './binary.js';
import type { Kernel, Kernels } from './kernel.js';
import { mapElements } from './unary.js';

/** (x − mean) · scale / √(variance + ε) + offset, with the vectors combined first: two operators touch the images. */
const fusedBatchNorm: Kernel = (call) => {
  const { recorder } = call;
  const [x, mean, variance] = [call.input('x'), call.input('mean'), call.input('variance')];
  const [offset, scale] = [call.optionalInput('offset'), call.optionalInput('scale')];
  const { varianceEpsilon } = call.attributes as tf.FusedBatchNormAttrs;
  const spread = combine(recorder, 'Add', variance, splat([], 'float32', varianceEpsilon));
  const deviation = mapElements(recorder, spread, (value) =>
    recorder.graph.op('Sqrt', [value], { type: 'float32', shape: value.shape }),
  );
  const factor = combine(recorder, 'Div', scale ?? splat([], 'float32', 1), deviation);
  const shift = combine(recorder, 'Sub', offset ?? splat([], 'float32', 0), combine(recorder, 'Mul', mean, factor));
  return combine(recorder, 'Add', combine(recorder, 'Mul', x, factor), shift);
};

/** The kernel of batch normalisation with given statistics. */
export const BATCH_NORM_KERNELS: Kernels = { FusedBatchNorm: fusedBatchNorm };
