import { ADDEND_CLASSES, ArgumentError } from '@mnist-adder/dataset';
import type { CheckedPixels } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { hasSum } from '../network/network.js';
import { imageTensor } from './pixels.js';
import {
  answerDigits,
  answerPair,
  answerPairs,
  type DigitsToPredict,
  type PairPrediction,
  type PairsToPredict,
  type PairToPredict,
  type PredictOptions,
  type Prediction,
} from './prediction.js';

/** Images predicted at once: enough to keep a backend busy, few enough for the activations to fit into memory. */
const BATCH_SIZE = 256;

/**
 * Reads the digit of each image, on the active backend.
 *
 * @throws `ArgumentError` unless the model only reads digits (one that adds needs the addends: `predictPairs`) and each image has 784
 *   pixels.
 */
export async function predictDigits(
  model: LayersModel,
  digits: DigitsToPredict,
  options?: PredictOptions,
): Promise<Prediction[]> {
  if (hasSum(model)) {
    throw new ArgumentError('model', 'one that reads digits only, or call predictPairs', model, 'a network that adds');
  }
  const calculate = async (images: CheckedPixels) => {
    const output = tf.tidy(() => model.predict(imageTensor(images), { batchSize: BATCH_SIZE }) as tf.Tensor2D);
    try {
      return await output.data<'float32'>();
    } finally {
      output.dispose();
    }
  };
  return answerDigits(digits, calculate, options);
}

/**
 * Reads the digit of each image and adds its addend, on the active backend.
 *
 * @throws `ArgumentError` unless the model adds, there are 784 pixels for each addend and the addends are 0..9.
 */
export async function predictPairs(
  model: LayersModel,
  pairs: PairsToPredict,
  options?: PredictOptions,
): Promise<PairPrediction[]> {
  if (!hasSum(model)) {
    throw new ArgumentError('model', 'one that adds, or call predictDigits', model, 'a network that reads digits only');
  }
  const calculate = async (images: CheckedPixels, addends: ArrayLike<number>) => {
    const [digitTensor, sumTensor] = tf.tidy(() => {
      const addend = tf.oneHot(Int32Array.from(addends), ADDEND_CLASSES, 1, 0, 'float32');
      return model.predict([imageTensor(images), addend], { batchSize: BATCH_SIZE }) as [tf.Tensor2D, tf.Tensor2D];
    });
    try {
      const [digit, sum] = await Promise.all([digitTensor.data<'float32'>(), sumTensor.data<'float32'>()]);
      return { digit, sum };
    } finally {
      tf.dispose([digitTensor, sumTensor]);
    }
  };
  return answerPairs(pairs, calculate, options);
}

/**
 * Reads the digit of one image and adds an addend to it, on the active backend.
 *
 * @throws `ArgumentError` unless the model adds, the image has 784 pixels and the addend is 0..9.
 */
export const predictPair = (
  model: LayersModel,
  pair: PairToPredict,
  options?: PredictOptions,
): Promise<PairPrediction> => answerPair(pair, (pairs) => predictPairs(model, pairs, options));
