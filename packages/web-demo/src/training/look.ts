import { DIGIT_CLASSES, IMAGE_PIXELS, imageAt, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { indexOfMax } from '@mnist-adder/model/internal';
import type { LogProbabilities } from '@mnist-adder/model';
import type { Executor, PredictorExecutor } from '@mnist-adder/trainer';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { OwnDrawing, OwnReading, ReadImage } from './protocol.js';

/** How many validation images are read again and again: so many of each digit. */
const IMAGES_PER_DIGIT = 4;

/** What the network in training reads, some time between two steps. */
interface Look {
  readonly images: readonly ReadImage[];
  readonly own: OwnReading | undefined;
}

/** Looks at a few images with the network in training. */
export interface Looker {
  /** Takes the model's current weights, and reads. */
  look(own: OwnDrawing | undefined): Promise<Look>;
  dispose(): Promise<void>;
}

/** Prepares to read the first validation images of each digit, and one drawing, at once. */
export async function createLooker(executor: Executor, model: LayersModel, validation: DigitSet): Promise<Looker> {
  const shown = firstOfEachDigit(validation.labels);
  const images = shown.map((index) => imageAt(validation.images, index).slice());
  const batch = new Uint8Array((images.length + 1) * IMAGE_PIXELS);
  images.forEach((pixels, i) => {
    batch.set(pixels, i * IMAGE_PIXELS);
  });
  const predictor: PredictorExecutor = await executor.preparePredictor(model, images.length + 1);
  return {
    async look(own) {
      const last = batch.subarray(images.length * IMAGE_PIXELS);
      if (own === undefined) last.fill(0);
      else last.set(own.pixels);
      await predictor.readVariables();
      const predicted = await predictor.predict(batch, images.length + 1);
      return {
        images: images.map((pixels, i) => ({
          pixels,
          digit: validation.labels[shown[i]!]!,
          read: readDigit(predicted, images.length + 1, i),
        })),
        own: own && readOwn(predicted, images.length + 1, own),
      };
    },
    dispose: () => predictor.dispose(),
  };
}

/** The indexes of the first images of each digit, digit by digit. */
function firstOfEachDigit(labels: Uint8Array): number[] {
  return Array.from({ length: DIGIT_CLASSES }, (_, digit) => {
    const found: number[] = [];
    for (let i = 0; i < labels.length && found.length < IMAGES_PER_DIGIT; i++) if (labels[i] === digit) found.push(i);
    return found;
  }).flat();
}

/**
 * The digit that is read in an image. If a row of the prediction is a pair, it is the one that is read with the addend 0.
 *
 * @param size the number of images in the prediction.
 */
export function readDigit({ digit }: LogProbabilities, size: number, image: number): number {
  return indexOfMax(digit, (image * digit.length) / size, DIGIT_CLASSES);
}

/** What is read in a drawing, the last image of the prediction. */
function readOwn({ digit, sum }: LogProbabilities, size: number, own: OwnDrawing): OwnReading {
  const rows = digit.length / DIGIT_CLASSES / size;
  const row = (size - 1) * rows + (rows === 1 ? 0 : own.addend);
  return {
    ...own,
    digit: digit.slice(row * DIGIT_CLASSES, (row + 1) * DIGIT_CLASSES).map(Math.exp),
    sum: sum && indexOfMax(sum, row * SUM_CLASSES, SUM_CLASSES),
  };
}
