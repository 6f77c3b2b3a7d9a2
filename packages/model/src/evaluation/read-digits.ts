import { DIGIT_CLASSES, IMAGE_PIXELS, type Pixels } from '@mnist-adder/dataset';
import { checkOptions, checkPixels, is } from '@mnist-adder/dataset/internal';
import { indexOfMax } from '../prediction/prediction.js';
import { predictBatches, type PredictAllAddends, type PredictionOptions } from './predict-all-addends.js';

/**
 * Reads the digit of each image: the most likely one. If the model adds, that is the most likely digit with the addend 0.
 *
 * @param images [n × 784], bytes, or floats from 0 to 1, which are rounded to bytes
 * @returns [n], 0..9
 * @throws `ArgumentError` unless the images are pixels.
 * @throws `ModelError` `non-finite-outputs` if an output is not finite.
 */
export async function readDigits(
  predict: PredictAllAddends,
  images: Pixels,
  options: PredictionOptions = {},
): Promise<Uint8Array> {
  checkOptions('options', options, { batchSize: is.anything });
  checkPixels('images', images);
  const digits = new Uint8Array(images.length / IMAGE_PIXELS);
  for await (const { start, size, addends, digit } of predictBatches(predict, images, options)) {
    for (let i = 0; i < size; i++) {
      digits[start + i] = indexOfMax(digit, i * addends * DIGIT_CLASSES, DIGIT_CLASSES);
    }
  }
  return digits;
}
