import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { indexOfMax } from '../prediction/prediction.js';
import { PREDICTION_BATCH, predictBatches, type PredictAllAddends } from './predict-all-addends.js';

/**
 * Reads the digit of each image: the most likely one. If the model adds, that is the most likely digit with the addend 0.
 *
 * @param images [n × 784], 0..255
 * @param options `batchSize` is how many images are predicted at once; the last batch may be smaller. Default: 500.
 * @returns [n], 0..9
 */
export async function readDigits(
  predict: PredictAllAddends,
  images: Uint8Array,
  { batchSize = PREDICTION_BATCH }: { readonly batchSize?: number | undefined } = {},
): Promise<Uint8Array> {
  const digits = new Uint8Array(images.length / IMAGE_PIXELS);
  for await (const { start, size, addends, digit } of predictBatches(predict, images, batchSize)) {
    for (let i = 0; i < size; i++) {
      digits[start + i] = indexOfMax(digit, i * addends * DIGIT_CLASSES, DIGIT_CLASSES);
    }
  }
  return digits;
}
