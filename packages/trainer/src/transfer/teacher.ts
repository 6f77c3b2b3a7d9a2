import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import type { PredictEvery } from '@mnist-adder/model';

/**
 * Says how likely each digit is on images: probabilities, [size × 10].
 *
 * @param images [size × 784] bytes.
 */
export type Teacher = (images: Uint8Array, size: number) => Promise<Float32Array>;

/**
 * Trained models as one teacher: the mean of their probabilities, each softened by the temperature first; and over the addends where
 * a model reads the digit once with each.
 *
 * @param predictors at least one.
 * @param temperature above 0: what logits are divided by.
 */
export function teacherOf(predictors: readonly PredictEvery[], temperature: number): Teacher {
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
  /** What the probabilities are multiplied by. */
  readonly share: number;
}

/** Adds softmax(log-probabilities / temperature), times a share, to a sum. */
function addSoftened(sum: Float32Array, logProbabilities: Float32Array, { temperature, share }: Softening): void {
  const greatest = Math.max(...logProbabilities);
  const weights = logProbabilities.map((value) => Math.exp((value - greatest) / temperature));
  const total = weights.reduce((a, b) => a + b);
  weights.forEach((weight, digit) => (sum[digit]! += (weight / total) * share));
}
