import { ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { hasSum } from '../network/has-sum.js';
import { imageTensor, type Pixels } from './image-tensor.js';
import { indexOfMax } from './index-of-max.js';

/** How many images are predicted at once: enough to keep a backend busy, few enough for the activations to fit into memory. */
export const PREDICTION_BATCH_SIZE = 256;

/** Images of digits. */
export interface DigitsToPredict {
  /** [n × 784], row by row: bytes from 0 to 255, or numbers from 0 to 1. Light ink on a black background, as in MNIST. */
  readonly images: Pixels;
}

/** What a model makes of an image. */
export interface DigitPrediction {
  /** The likeliest digit, 0..9. */
  readonly digit: number;
  /** [10] */
  readonly digitProbabilities: Float32Array;
}

/**
 * Reads the digit of each image, on the backend that is active.
 *
 * @throws {ArgumentError} unless the model reads digits only (one that adds can see the addend, too: `predictPairs`) and
 *   each image has 784 pixels.
 */
export async function predictDigits(model: LayersModel, { images }: DigitsToPredict): Promise<DigitPrediction[]> {
  if (hasSum(model))
    throw new ArgumentError('model', 'one that reads digits only, or call predictPairs', 'a network that adds');
  const size = images.length / IMAGE_PIXELS;
  if (!Number.isInteger(size)) {
    throw new ArgumentError('images', `${IMAGE_PIXELS} pixels for each image`, `of ${images.length} pixels`);
  }
  if (size === 0) return [];
  const output = tf.tidy(() => model.predict(imageTensor(images), { batchSize: PREDICTION_BATCH_SIZE }) as tf.Tensor2D);
  try {
    return likeliestDigits(await output.data<'float32'>());
  } finally {
    output.dispose();
  }
}

/** @param probabilities [n × 10] */
export function likeliestDigits(probabilities: Float32Array): DigitPrediction[] {
  return Array.from({ length: probabilities.length / DIGIT_CLASSES }, (_, i) => {
    const digitProbabilities = probabilities.slice(i * DIGIT_CLASSES, (i + 1) * DIGIT_CLASSES);
    return { digit: indexOfMax(digitProbabilities), digitProbabilities };
  });
}
