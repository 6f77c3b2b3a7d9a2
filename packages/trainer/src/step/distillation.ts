import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The cross entropy of digits, softened by a temperature, against a teacher's probabilities. It is the mean over the answers times the
 * square of the temperature, so that its gradient is as long as that of the labels (Hinton et al. 2015).
 *
 * @param logProbabilities [images, answers an image, 10]
 * @param teacher probabilities, [images, 10], softened by the same temperature.
 */
export function digitDistillationLoss(logProbabilities: tf.Tensor, teacher: tf.Tensor, temperature: number): tf.Tensor {
  return distillationLoss(logProbabilities, tf.expandDims(teacher, 1), temperature);
}

/**
 * The same for sums. The teacher's probability of a sum is that of the digit which the addend leaves.
 *
 * @param logProbabilities [pairs, 19]
 * @param teacher probabilities of digits, [images, 10], softened by the same temperature.
 * @param addends [pairs]: the same number for each image, one image after the other.
 */
export function sumDistillationLoss(
  logProbabilities: tf.Tensor,
  { teacher, addends }: { readonly teacher: tf.Tensor; readonly addends: tf.Tensor },
  temperature: number,
): tf.Tensor {
  const images = teacher.shape[0];
  const oneHot = tf.reshape(tf.oneHot(addends, ADDEND_CLASSES, 1, 0, 'float32'), [images, -1, ADDEND_CLASSES, 1]);
  const digits = tf.reshape(teacher, [images, 1, 1, DIGIT_CLASSES]);
  const pairs = tf.reshape<tf.Rank.R2>(tf.mul(oneHot, digits), [addends.size, ADDEND_CLASSES * DIGIT_CLASSES]);
  const addend = tf.range(0, ADDEND_CLASSES, 1, 'int32');
  const digit = tf.range(0, DIGIT_CLASSES, 1, 'int32');
  const sumOfPair = tf.reshape(tf.add(tf.expandDims(addend, 1), digit), [-1]);
  const diagonals = tf.oneHot(sumOfPair, SUM_CLASSES, 1, 0, 'float32'); // [100, 19]
  return distillationLoss(logProbabilities, tf.matMul(pairs, diagonals), temperature);
}

function distillationLoss(logProbabilities: tf.Tensor, teacher: tf.Tensor, temperature: number): tf.Tensor {
  const softened = temperature === 1 ? logProbabilities : tf.logSoftmax(tf.div(logProbabilities, temperature));
  const answers = logProbabilities.size / logProbabilities.shape.at(-1)!;
  return tf.mul(tf.sum(tf.mul(softened, teacher)), -(temperature ** 2) / answers);
}
