import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { forward, hasSum, PictureError, prepareNumber, type OpenNetwork, type Picture } from '@mnist-adder/model';
import { checkFinite, imageTensor } from '@mnist-adder/model/internal';
import * as tf from '@tensorflow/tfjs-core';
import { readingOf } from './answer-question.js';
import type { ReadDigit } from './protocol.js';

/**
 * Finds the digits of a number in a picture and reads each of them, on the active backend. If the network adds, it reads them with the
 * addend 0.
 *
 * @returns the digits from left to right; none if the picture shows nothing.
 * @throws `ModelError` if the network's probabilities are not finite.
 */
export async function readNumber(network: OpenNetwork, picture: Picture): Promise<readonly ReadDigit[]> {
  const digits = digitsOf(picture);
  if (digits.length === 0) return [];
  const pixels = new Uint8Array(digits.length * IMAGE_PIXELS);
  digits.forEach((digit, i) => {
    pixels.set(digit.pixels, i * IMAGE_PIXELS);
  });
  const output = tf.tidy(() => {
    const addend = tf.oneHot(new Int32Array(digits.length), 10, 1, 0, 'float32') as tf.Tensor2D;
    const image = imageTensor(pixels);
    return tf.exp(forward(network, hasSum(network) ? { image, addend } : { image }).digit);
  });
  try {
    const probabilities = checkFinite(await output.data<'float32'>());
    return digits.map(({ pixels, box }, i) => ({
      ...readingOf(network, pixels, probabilities.slice(i * DIGIT_CLASSES, (i + 1) * DIGIT_CLASSES)),
      box,
    }));
  } finally {
    output.dispose();
  }
}

function digitsOf(picture: Picture) {
  try {
    return prepareNumber(picture);
  } catch (error) {
    if (error instanceof PictureError) return [];
    throw error;
  }
}
