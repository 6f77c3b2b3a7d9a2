import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Compares an output with its labels, which broadcast against it without its last axis: the mean of −log p(label), and how often
 * the label is the likeliest class.
 */
export function score(logProbabilities: tf.Tensor, labels: tf.Tensor) {
  const classes = logProbabilities.shape.at(-1)!;
  const oneHot = tf.oneHot(labels, classes, 1, 0, 'float32');
  const loss = tf.div(tf.sum(tf.mul(logProbabilities, oneHot)), -logProbabilities.size / classes);
  const correct = tf.sum(tf.cast(tf.equal(tf.argMax(logProbabilities, -1), labels), 'float32'));
  return { loss, correct };
}

/** The cross entropy of digits against all ten of them, equally likely: the mean over the images. */
export const digitUniformity = (logProbabilities: tf.Tensor): tf.Tensor => tf.neg(tf.mean(logProbabilities));

/**
 * The cross entropy of sums against the ten that the addend leaves, equally likely: the mean over the pairs.
 *
 * Whoever cannot read the digit still knows the addend. Of the other nine sums a head that knows addition gives none, and their
 * log-probabilities are the floor at −69 that stands for zero: they would be most of the loss, and nothing could be learned from them.
 *
 * @param logProbabilities [pairs, 19]
 * @param sums labels, [pairs]: as many of each image, one image after the other.
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
 * What was added to each image's digit: [pairs], as many of each image, one image after the other.
 *
 * @param sums labels, [pairs].
 * @param digits labels, [images].
 */
export function addendsOf(sums: tf.Tensor, digits: tf.Tensor): tf.Tensor {
  const byImage = tf.sub(tf.reshape(sums, [digits.size, -1]), tf.expandDims(digits, -1));
  return tf.reshape(byImage, [sums.size]);
}
