import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LossWeights } from './loss-weights.js';
import type { StepOutputScores } from './task.js';

/**
 * Compares an output with its labels. Labels broadcast against the output without its last axis.
 *
 * @param logProbabilities [..., classes]
 * @returns the mean of −log p(label), and how often the label is the most likely class.
 */
export function score(logProbabilities: tf.Tensor, labels: tf.Tensor): StepOutputScores {
  const classes = logProbabilities.shape.at(-1)!;
  const oneHot = tf.oneHot(labels, classes, 1, 0, 'float32');
  const loss = tf.div(tf.sum(tf.mul(logProbabilities, oneHot)), -logProbabilities.size / classes);
  const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logProbabilities, -1), labels), 'float32'));
  return { loss, correct };
}

/**
 * Compares digits with their labels. A digit is the same whichever addend it meets.
 *
 * @param logProbabilities [pairs, 10]: the same number of pairs for each image, one image after the other.
 * @param labels [images]
 */
export function scoreDigits(logProbabilities: tf.Tensor, labels: tf.Tensor): StepOutputScores {
  const images = labels.size;
  const byImage = tf.reshape(logProbabilities, [images, logProbabilities.size / DIGIT_CLASSES / images, DIGIT_CLASSES]);
  return score(byImage, tf.reshape(labels, [images, 1]));
}

/** Adds the losses of digit and sum, each times its weight. Without a sum, the result is the loss of the digit. */
export function combineLosses(digit: tf.Tensor, sum: tf.Tensor | undefined, weights: LossWeights): tf.Tensor {
  return sum === undefined ? digit : tf.add(tf.mul(digit, weights.digit), tf.mul(sum, weights.sum));
}

/** The cross entropy of digits against all ten of them with equal probability: the mean over the images. */
export const digitUniformity = (logProbabilities: tf.Tensor): tf.Tensor => tf.neg(tf.mean(logProbabilities));

/**
 * The cross entropy of sums against the ten that are possible with the addend, with equal probability: the mean over the pairs.
 *
 * Even without reading the digit, the addend is known. To the other nine sums a head that knows addition gives no probability. Their
 * log-probabilities are the floor of −69 that stands for zero, would dominate the loss, and would teach nothing.
 *
 * @param logProbabilities [pairs, 19]
 * @param sums labels, [pairs]: the same number of pairs for each image, one image after the other.
 * @param digits labels, [images]
 */
export function sumUniformity(logProbabilities: tf.Tensor, sums: tf.Tensor, digits: tf.Tensor): tf.Tensor {
  const addends = tf.reshape(addendsOf(sums, digits), [sums.size, 1]);
  const digitOfSum = tf.sub(tf.range(0, SUM_CLASSES, 1, 'int32'), addends); // [pairs, 19]
  const isPossible = tf.logicalAnd(tf.greaterEqual(digitOfSum, 0), tf.less(digitOfSum, DIGIT_CLASSES));
  const possible = tf.mul(logProbabilities, tf.cast(isPossible, 'float32'));
  return tf.div(tf.sum(possible), -sums.size * DIGIT_CLASSES);
}

/**
 * The addends of pairs, from their labels: [pairs], in the same order.
 *
 * @param sums [pairs]: the same number of pairs for each image, one image after the other.
 * @param digits [images]
 */
export function addendsOf(sums: tf.Tensor, digits: tf.Tensor): tf.Tensor {
  const byImage = tf.sub(tf.reshape(sums, [digits.size, -1]), tf.expandDims(digits, -1));
  return tf.reshape(byImage, [sums.size]);
}
