import { ADDEND_CLASSES, ArgumentError } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { hasSum } from '../network/has-sum.js';
import { answerPairs, type PairPrediction, type PairsToPredict } from './answer-pairs.js';
import { imageTensor } from './image-tensor.js';
import { PREDICTION_BATCH_SIZE } from './predict-digits.js';

/**
 * Reads the digit of each image and adds its addend to it, on the backend that is active.
 *
 * @throws `ArgumentError` unless the model adds, there are 784 pixels for each addend and the addends are 0..9.
 */
export async function predictPairs(model: LayersModel, pairs: PairsToPredict): Promise<PairPrediction[]> {
  if (!hasSum(model))
    throw new ArgumentError('model', 'one that adds, or call predictDigits', 'a network that reads digits only');
  return answerPairs(pairs, async (images, addends) => {
    const [digitTensor, sumTensor] = tf.tidy(() => {
      const inputs = [imageTensor(images), tf.oneHot(Int32Array.from(addends), ADDEND_CLASSES, 1, 0, 'float32')];
      return model.predict(inputs, { batchSize: PREDICTION_BATCH_SIZE }) as [tf.Tensor2D, tf.Tensor2D];
    });
    try {
      const [digit, sum] = await Promise.all([digitTensor.data<'float32'>(), sumTensor.data<'float32'>()]);
      return { digit, sum };
    } finally {
      tf.dispose([digitTensor, sumTensor]);
    }
  });
}
