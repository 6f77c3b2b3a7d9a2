import { ADDEND_CLASSES, createBatches, pair } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type * as z from 'zod';
import { combineLosses, score, scoreDigits } from '../cross-entropy.js';
import type { Task, TaskOptions } from '../task.js';
import type { pairsSettings } from './settings.js';

/** Learning to read digits and to add from labels of both. */
export function pairsTask(
  { addends }: z.output<(typeof pairsSettings)['schema']>,
  { batchSize, loss }: TaskOptions,
): Task {
  const answers = batchSize * (addends === 'all' ? ADDEND_CLASSES : 1);
  return {
    batches(digits, seed) {
      const batches = createBatches(pair(digits, { pairing: addends, seed }), { batchSize, seed });
      return {
        perEpoch: batches.perEpoch,
        at(epoch, index) {
          const batch = batches.at(epoch, index);
          const labels = { digit: new Int32Array(batch.digits), sum: new Int32Array(batch.sums) };
          // With all ten addends, the network needs none as an input.
          if (addends === 'all') return { images: batch.images, labels };
          return { images: batch.images, labels: { ...labels, addend: new Int32Array(batch.addends) } };
        },
      };
    },
    inputs: {
      digit: { shape: [batchSize], dtype: 'int32' },
      sum: { shape: [answers], dtype: 'int32' },
      ...(addends !== 'all' && { addend: { shape: [batchSize], dtype: 'int32' } }),
    },
    addend: ({ addend }) =>
      addends === 'all' ? 'all' : (tf.oneHot(addend!, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D),
    objective(outputs, labels) {
      const digit = scoreDigits(outputs.digit, labels.digit!);
      const sum = score(outputs.sum!, labels.sum!);
      return { loss: combineLosses(digit.loss, sum.loss, loss), digit, sum };
    },
    answers: { digit: answers, sum: answers },
  };
}
