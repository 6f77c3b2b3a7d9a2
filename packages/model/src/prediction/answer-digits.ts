import { ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { Pixels } from './image-tensor.js';
import { indexOfMax } from './index-of-max.js';

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
 * Checks the images, has their probabilities calculated by whatever runs a model, and reads the answers off them.
 *
 * @param calculate gives the probabilities [n × 10] of n > 0 images.
 * @throws `ArgumentError` unless each image has 784 pixels.
 */
export async function answerDigits(
  { images }: DigitsToPredict,
  calculate: (images: Pixels, size: number) => Promise<Float32Array>,
): Promise<DigitPrediction[]> {
  const size = images.length / IMAGE_PIXELS;
  if (!Number.isInteger(size)) {
    throw new ArgumentError('images', `${IMAGE_PIXELS} pixels for each image`, `of ${images.length} pixels`);
  }
  return size === 0 ? [] : likeliestDigits(await calculate(images, size));
}

/** @param probabilities [n × 10], which the answers keep views of. */
function likeliestDigits(probabilities: Float32Array): DigitPrediction[] {
  return Array.from({ length: probabilities.length / DIGIT_CLASSES }, (_, i) => likeliestDigit(probabilities, i));
}

/** What the i-th image shows. Its probabilities are a view of all of them, not a copy. */
export function likeliestDigit(probabilities: Float32Array, i: number): DigitPrediction {
  const start = i * DIGIT_CLASSES;
  return {
    digit: indexOfMax(probabilities, start, DIGIT_CLASSES),
    digitProbabilities: probabilities.subarray(start, start + DIGIT_CLASSES),
  };
}
