import { DIGIT_CLASSES, imageAt, type DigitSet } from '@mnist-adder/dataset';
import type { PredictAllAddends } from '@mnist-adder/model';
import { readDigit } from './look.js';
import type { ReadImage, TrainingUpdate } from './protocol.js';

/** The maximum number of misread images that are shown. */
const MAX_MISREAD = 40;

/** How the validation images are read, besides the scores. */
interface Readings {
  /** Predicts, and reports how often each digit was read as which, after each batch. It counts again from zero for each validation. */
  readonly predict: PredictAllAddends;
  /** The first images that were misread in the validation so far. */
  readonly misread: () => readonly ReadImage[];
}

/**
 * Follows the readings of all validation images, in the order in which they are predicted.
 */
export function reportReadings(
  predict: PredictAllAddends,
  { images: pixels, labels }: DigitSet,
  onUpdate: (update: TrainingUpdate) => void,
): Readings {
  let done = 0;
  let counts = new Array<number>(DIGIT_CLASSES * DIGIT_CLASSES).fill(0);
  let misread: ReadImage[] = [];
  return {
    misread: () => misread,
    async predict(images, size) {
      const predicted = await predict(images, size);
      if (done === 0) {
        counts = counts.map(() => 0);
        misread = [];
      }
      for (let i = 0; i < size; i++) {
        const digit = labels[done + i]!;
        const read = readDigit(predicted, size, i);
        counts[digit * DIGIT_CLASSES + read]! += 1;
        if (read === digit || misread.length === MAX_MISREAD) continue;
        misread.push({ pixels: imageAt(pixels, done + i).slice(), digit, read });
      }
      done = (done + size) % labels.length;
      onUpdate({ type: 'confusion', counts: [...counts] });
      return predicted;
    },
  };
}
