import { ADDEND_CLASSES, createBatches, pair } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import { combineLosses, score, scoreDigits } from '../cross-entropy.js';
import type { Task, TaskOptions } from '../task.js';
import type { PairsTaskSettings } from '../settings.js';

/** Learning to read digits and to add from labels of both. */
export function pairsTask({ addends }: PairsTaskSettings, { batchSize, lossWeights }: TaskOptions): Task {
  const answers = batchSize * (addends === 'all' ? ADDEND_CLASSES : 1);
  const labels = {
    digit: { shape: [batchSize], dtype: 'int32' as const },
    sum: { shape: [answers], dtype: 'int32' as const },
  };
  return {
    batches(digits, seed) {
      const batches = createBatches(pair(digits, { pairing: addends, seed }), { batchSize, seed });
      return {
        perEpoch: batches.perEpoch,
        at(epoch, index) {
          const batch = batches.at(epoch, index);
          const known = { digit: new Int32Array(batch.digits), sum: new Int32Array(batch.sums) };
          return {
            images: batch.images,
            labels: addends === 'all' ? known : { ...known, addend: new Int32Array(batch.addends) },
          };
        },
      };
    },
    // With all ten addends, the network needs none as an input.
    inputs: addends === 'all' ? labels : { ...labels, addend: labels.digit },
    addend: ({ addend }) =>
      addends === 'all' ? 'all' : (tf.oneHot(addend!, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D),
    objective(outputs, inputs) {
      const digit = scoreDigits(outputs.digit, inputs.digit!);
      const sum = score(outputs.sum!, inputs.sum!);
      return {
        minimised: combineLosses(digit.loss, sum.loss, lossWeights),
        scores: { loss: tf.add(digit.loss, sum.loss), digit, sum },
      };
    },
    answers: { digit: answers, sum: answers },
  };
}
