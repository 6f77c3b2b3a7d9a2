import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { predictPairs } from '@mnist-adder/model';
import type { SavedAdder } from '@mnist-adder/model';
import { z } from 'zod';
import type { ExampleDigit } from './example-digit.js';

interface Example {
  /** The place of the image in the set, from 0. */
  readonly index: number;
  readonly addend: number;
}

/** What each of the models makes of an image with an addend. */
export async function predictExample(
  digits: DigitSet,
  { index, addend }: Example,
  models: readonly SavedAdder[],
): Promise<ExampleDigit> {
  if (!(index in digits.labels)) throw new Error(`There is no image ${index}: name one from 0 to ${digits.size - 1}.`);
  const images = digits.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  const predictions: ExampleDigit['predictions'] = [];
  for (const { model, metadata } of models) {
    const [prediction] = await predictPairs(model, { images, addends: [addend] });
    predictions.push({
      recipe: z.object({ id: z.string() }).parse(metadata.recipe).id,
      seed: metadata.seed,
      digitProbabilities: Array.from(prediction!.digitProbabilities, rounded),
      sumProbabilities: Array.from(prediction!.sumProbabilities, rounded),
    });
  }
  const rows = Array.from({ length: IMAGE_SIDE }, (_, row) =>
    Array.from(images.subarray(row * IMAGE_SIDE, (row + 1) * IMAGE_SIDE)),
  );
  return { index, label: digits.labels[index]!, addend, pixels: rows, predictions };
}

/** To a ten-thousandth of a per cent, which is more than a figure shows. */
const rounded = (probability: number) => Number(probability.toFixed(6));
