import { ADDEND_CLASSES, DIGIT_CLASSES, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { checkDigitSet, checkOptions, is } from '@mnist-adder/dataset/internal';
import { indexOfMax } from '../prediction/prediction.js';
import { predictBatches, type PredictAllAddends, type PredictionOptions } from './predict-all-addends.js';
import type { Scores } from './scores.js';

export interface EvaluateAdderOptions extends PredictionOptions {
  /** Called after each batch with the number of images done. */
  readonly onProgress?: ((done: number, images: number) => void) | undefined;
}

/**
 * Measures a model on every image with every addend: 10,000 test images are 100,000 pairs, so no draw of addends can be lucky. A model
 * that only reads digits is measured on every image.
 *
 * @throws `ArgumentError` unless the batch size is a positive integer.
 * @throws `DatasetError` unless the set has images, each with a label from 0 to 9.
 * @throws `ModelError` `non-finite-outputs` if an output is not finite.
 */
export async function evaluateAdder(
  predict: PredictAllAddends,
  digits: DigitSet,
  options: EvaluateAdderOptions = {},
): Promise<Scores> {
  const { images, labels, size } = checkDigitSet('digits', digits);
  checkOptions('options', options, { batchSize: is.anything, onProgress: is.optional(is.function) });
  const { onProgress } = options;
  let [pairs, bothRight] = [0, 0];
  const total = { digit: { right: 0, loss: 0 }, sum: { right: 0, loss: 0 } };
  const add = (output: 'digit' | 'sum', { right, loss }: OutputTotals) => {
    total[output].right += countOnes(right);
    total[output].loss += loss;
  };
  let adds = false;
  for await (const { start, size: count, addends, ...predicted } of predictBatches(predict, images, options)) {
    adds = predicted.sum !== undefined;
    const shown = labelsOfPairs(labels.subarray(start, start + count), addends);
    const digit = score(predicted.digit, DIGIT_CLASSES, shown);
    pairs += shown.length;
    add('digit', digit);
    if (predicted.sum !== undefined) {
      const sums = shown.map((label, pair) => label + (pair % ADDEND_CLASSES));
      const sum = score(predicted.sum, SUM_CLASSES, sums);
      add('sum', sum);
      bothRight += countOnes(sum.right.map((right, pair) => right & digit.right[pair]!));
    }
    onProgress?.(start + count, size);
  }
  const scores = (output: 'digit' | 'sum') => ({
    accuracy: total[output].right / pairs,
    loss: total[output].loss / pairs,
  });
  if (!adds) return { pairs, loss: total.digit.loss / pairs, digit: scores('digit') };
  return {
    pairs,
    loss: (total.digit.loss + total.sum.loss) / pairs,
    digit: scores('digit'),
    sum: scores('sum'),
    both: { accuracy: bothRight / pairs },
  };
}

/** The label of each pair's image. */
export function labelsOfPairs(labels: Uint8Array, pairsPerImage: number): Uint8Array {
  return Uint8Array.from(
    { length: labels.length * pairsPerImage },
    (_, pair) => labels[Math.floor(pair / pairsPerImage)]!,
  );
}

interface OutputTotals {
  /** The cross entropies of all pairs added up. */
  readonly loss: number;
  /** [pairs]: 1 where the most likely class is the label. */
  readonly right: Uint8Array;
}

function score(logProbabilities: Float32Array, classes: number, labels: Uint8Array): OutputTotals {
  let loss = 0;
  const right = labels.map((label, pair) => {
    loss -= logProbabilities[pair * classes + label]!;
    return Number(indexOfMax(logProbabilities, pair * classes, classes) === label);
  });
  return { loss, right };
}

const countOnes = (bits: Uint8Array): number => bits.reduce((sum, bit) => sum + bit, 0);
