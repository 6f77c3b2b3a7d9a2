import { ArgumentError } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { hasSum } from '../network/has-sum.js';
import { answerDigits, type DigitPrediction, type DigitsToPredict } from './answer-digits.js';
import { imageTensor } from './image-tensor.js';

/** How many images are predicted at once: enough to keep a backend busy, few enough for the activations to fit into memory. */
export const PREDICTION_BATCH_SIZE = 256;

/**
 * Reads the digit of each image, on the backend that is active.
 *
 * @throws `ArgumentError` unless the model reads digits only (one that adds can see the addend, too: `predictPairs`) and
 *   each image has 784 pixels.
 */
export async function predictDigits(model: LayersModel, digits: DigitsToPredict): Promise<DigitPrediction[]> {
  if (hasSum(model))
    throw new ArgumentError('model', 'one that reads digits only, or call predictPairs', 'a network that adds');
  return answerDigits(digits, async (images) => {
    const output = tf.tidy(
      () => model.predict(imageTensor(images), { batchSize: PREDICTION_BATCH_SIZE }) as tf.Tensor2D,
    );
    try {
      return await output.data<'float32'>();
    } finally {
      output.dispose();
    }
  });
}
