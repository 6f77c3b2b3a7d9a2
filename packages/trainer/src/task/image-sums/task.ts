import { ADDEND_CLASSES, DIGIT_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { score } from '../cross-entropy.js';
import type { Task, TaskOptions } from '../task.js';
import { evaluateAddition } from './evaluate-addition.js';
import { createProblemBatches } from './problem-batches.js';
import { createProblems } from './problems.js';
import type { ImageSumsTaskSettings } from '../settings.js';
import { countRightSums, sumLogLikelihood } from './sum-log-likelihood.js';

/** The seed of the test problems. It is the same in every run, so that runs are compared on the same problems. */
const TEST_SEED = 0;

/** Learning to read digits from nothing but the sums of numbers that are written in images. */
export function imageSumsTask(
  { digits: places }: ImageSumsTaskSettings,
  { batchSize }: Pick<TaskOptions, 'batchSize'>,
): Task {
  const problems = batchSize / (2 * places);
  return {
    batches(digits, seed) {
      const batches = createProblemBatches(createProblems(digits, places, seed), batchSize, seed);
      return {
        perEpoch: batches.perEpoch,
        at(epoch, index) {
          const { images, digits, sums } = batches.at(epoch, index);
          return { images, labels: { digit: new Int32Array(digits), sum: new Int32Array(sums) } };
        },
      };
    },
    inputs: {
      // Digits are only scored. Nothing is learned from them.
      digit: { shape: [batchSize], dtype: 'int32' },
      sum: { shape: [problems * (places + 1)], dtype: 'int32' },
    },
    // The network needs an addend, but its sum is not used.
    addend: () => tf.oneHot(tf.zeros([batchSize], 'int32'), ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D,
    objective(outputs, labels) {
      const digits = tf.reshape<tf.Rank.R4>(outputs.digit, [problems, 2, places, DIGIT_CLASSES]);
      const sums = tf.reshape<tf.Rank.R2>(labels.sum!, [problems, places + 1]);
      const digit = score(outputs.digit, labels.digit!);
      const loss = tf.neg(tf.mean(sumLogLikelihood(digits, sums)));
      const sum = { loss, correct: countRightSums(digits, sums) };
      return { minimised: loss, scores: { loss: tf.clone(loss), digit, sum } };
    },
    answers: { digit: batchSize, sum: problems },
    evaluate: (predict, test, evaluationBatchSize) =>
      evaluateAddition(predict, createProblems(test, places, TEST_SEED), evaluationBatchSize),
  };
}
