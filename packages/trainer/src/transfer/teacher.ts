import { ArgumentError, DIGIT_CLASSES } from '@mnist-adder/dataset';
import { checkNumber, is } from '@mnist-adder/dataset/internal';
import type { PredictAllAddends } from '@mnist-adder/model';

/**
 * Returns the probability of each digit in images, [size × 10].
 *
 * @param images [size × 784], 0..255.
 */
export type Teacher = (images: Uint8Array, size: number) => Promise<Float32Array>;

/**
 * Makes one teacher of trained models: the mean of their probabilities, each softened by the temperature first. A model that reads the
 * digit once with each addend is averaged over the addends too.
 *
 * @param predictors at least one.
 * @param temperature divides the logits, above 0.
 */
export function teacherOf(predictors: readonly PredictAllAddends[], temperature: number): Teacher {
  is.list('an array of functions that predict')('predictors', predictors);
  if (predictors.length === 0) throw new ArgumentError('predictors.length', 'at least one', 0);
  for (const [i, predict] of predictors.entries()) is.function(`predictors[${i}]`, predict);
  checkNumber('temperature', temperature, Number.MIN_VALUE, Number.MAX_VALUE);
  return async (images, size) => {
    const mean = new Float32Array(size * DIGIT_CLASSES);
    for (const predict of predictors) {
      const { digit } = await predict(images, size);
      const answers = digit.length / DIGIT_CLASSES;
      const share = size / (answers * predictors.length);
      for (let answer = 0; answer < answers; answer++) {
        const image = Math.floor((answer * size) / answers);
        const logits = digit.subarray(answer * DIGIT_CLASSES, (answer + 1) * DIGIT_CLASSES);
        addSoftened(mean.subarray(image * DIGIT_CLASSES, (image + 1) * DIGIT_CLASSES), logits, { temperature, share });
      }
    }
    return mean;
  };
}

interface Softening {
  readonly temperature: number;
  /** Multiplies the probabilities. */
  readonly share: number;
}

/** Adds softmax(log-probabilities / temperature), times a share, to a sum. */
function addSoftened(sum: Float32Array, logProbabilities: Float32Array, { temperature, share }: Softening): void {
  const largest = Math.max(...logProbabilities);
  const weights = logProbabilities.map((value) => Math.exp((value - largest) / temperature));
  const total = weights.reduce((a, b) => a + b);
  weights.forEach((weight, digit) => (sum[digit]! += (weight / total) * share));
}
