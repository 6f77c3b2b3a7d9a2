import { createBatches, pair } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { scoreDigits } from '../cross-entropy.js';
import type { Task, TaskOptions } from '../task.js';
import type { DigitsTaskSettings } from '../settings.js';

/** Learning to read digits from their labels. */
export function digitsTask(_settings: DigitsTaskSettings, { batchSize }: Pick<TaskOptions, 'batchSize'>): Task {
  return {
    batches(digits, seed) {
      const batches = createBatches(pair(digits, { pairing: 'none', seed }), { batchSize, seed });
      return {
        perEpoch: batches.perEpoch,
        at(epoch, index) {
          const { images, digits } = batches.at(epoch, index);
          return { images, labels: { digit: new Int32Array(digits) } };
        },
      };
    },
    inputs: { digit: { shape: [batchSize], dtype: 'int32' } },
    addend: () => undefined,
    objective({ digit: output }, { digit: labels }) {
      const digit = scoreDigits(output, labels!);
      return { minimised: digit.loss, scores: { loss: tf.clone(digit.loss), digit } };
    },
    answers: { digit: batchSize, sum: 0 },
  };
}
