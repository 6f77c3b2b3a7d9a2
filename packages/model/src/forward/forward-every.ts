import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from './network.js';
import { hasSum } from '../network/has-sum.js';
import { forward, type AdderOutputs, type DigitOutputs } from './forward.js';
import type { ForwardMode } from './forward-mode.js';

/**
 * Calculates a model with every addend for each image where it adds, and for the images alone where it reads digits only.
 *
 * @param image [b, 28, 28, 1], pixels from 0 to 1.
 */
export function forwardEvery(model: Network, image: tf.Tensor4D, mode?: ForwardMode): AdderOutputs | DigitOutputs {
  return hasSum(model) ? forward(model, { image, addend: 'every' }, mode) : forward(model, { image }, mode);
}
