import { ADDEND_CLASSES, ArgumentError, IMAGE_PIXELS, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { hasSum } from '../network/has-sum.js';
import { imageTensor, type Pixels } from './image-tensor.js';
import { indexOfMax } from './index-of-max.js';
import { likeliestDigits, PREDICTION_BATCH_SIZE, type DigitPrediction } from './predict-digits.js';

/** Images, each with a number to add. */
export interface PairsToPredict {
  /** [n × 784], row by row: bytes from 0 to 255, or numbers from 0 to 1. Light ink on a black background, as in MNIST. */
  readonly images: Pixels;
  /** [n], integers from 0 to 9. */
  readonly addends: ArrayLike<number>;
}

/** What a model makes of a pair. */
export interface PairPrediction extends DigitPrediction {
  /** The likeliest sum, 0..18; learned heads need not agree with their own digit. */
  readonly sum: number;
  /** [19] */
  readonly sumProbabilities: Float32Array;
}

/**
 * Reads the digit of each image and adds its addend to it, on the backend that is active.
 *
 * @throws {ArgumentError} unless the model adds, there are 784 pixels for each addend and the addends are 0..9.
 */
export async function predictPairs(model: LayersModel, { images, addends }: PairsToPredict): Promise<PairPrediction[]> {
  if (!hasSum(model))
    throw new ArgumentError('model', 'one that adds, or call predictDigits', 'a network that reads digits only');
  const size = addends.length;
  if (images.length !== size * IMAGE_PIXELS) {
    const expected = `${IMAGE_PIXELS} pixels for each of the ${size} addends`;
    throw new ArgumentError('images', expected, `of ${images.length} pixels`);
  }
  if (size === 0) return [];
  const addendOneHot = oneHot(addends);
  const [digitTensor, sumTensor] = tf.tidy(() => {
    const inputs = [imageTensor(images), tf.tensor2d(addendOneHot, [size, ADDEND_CLASSES])];
    return model.predict(inputs, { batchSize: PREDICTION_BATCH_SIZE }) as [tf.Tensor2D, tf.Tensor2D];
  });
  try {
    const [digits, sums] = await Promise.all([digitTensor.data<'float32'>(), sumTensor.data<'float32'>()]);
    return likeliestDigits(digits).map((digit, i) => {
      const sumProbabilities = sums.slice(i * SUM_CLASSES, (i + 1) * SUM_CLASSES);
      return { ...digit, sum: indexOfMax(sumProbabilities), sumProbabilities };
    });
  } finally {
    tf.dispose([digitTensor, sumTensor]);
  }
}

/** [n × 10] */
function oneHot(addends: ArrayLike<number>): Float32Array {
  const values = new Float32Array(addends.length * ADDEND_CLASSES);
  for (let i = 0; i < addends.length; i++) {
    const addend = addends[i]!;
    if (!Number.isInteger(addend) || addend < 0 || addend >= ADDEND_CLASSES) {
      throw new ArgumentError(`addends[${i}]`, `an integer from 0 to ${ADDEND_CLASSES - 1}`, addend);
    }
    values[i * ADDEND_CLASSES + addend] = 1;
  }
  return values;
}
