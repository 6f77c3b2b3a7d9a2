import type * as tf from '@tensorflow/tfjs-core';
import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { applyAll } from '../apply.js';

/**
 * What a dense layer without a bias makes of its input when its kernel is not learned but known.
 *
 * @param kernel [inputs, units]; it is disposed of.
 */
export function applyFrozenDense(name: string, input: SymbolicTensor, kernel: tf.Tensor2D): SymbolicTensor {
  const layer = layers.dense({ name, units: kernel.shape[1], useBias: false, trainable: false });
  const output = applyAll(input, layer);
  layer.setWeights([kernel]);
  kernel.dispose();
  return output;
}
