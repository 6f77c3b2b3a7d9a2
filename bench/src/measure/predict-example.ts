import { IMAGE_PIXELS, IMAGE_SIDE, type DigitSet } from '@mnist-adder/dataset';
import { predictPairs, type SavedAdder } from '@mnist-adder/model';
import type { ExampleDigit } from '../results/example-digit.js';
import { savedRecipeSchema } from './open-model.js';

interface ExampleToPredict {
  /** Position of the image in the set, from 0. */
  readonly index: number;
  readonly addend: number;
}

/**
 * Predicts one image with one addend by each of the models.
 *
 * @throws {Error} if the set has no such image, or a model does not add.
 */
export async function predictExample(
  digits: DigitSet,
  { index, addend }: ExampleToPredict,
  models: readonly SavedAdder[],
): Promise<ExampleDigit> {
  if (!(index in digits.labels)) throw new Error(`There is no image ${index}: name one from 0 to ${digits.size - 1}.`);
  const images = digits.images.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS);
  const predictions: ExampleDigit['predictions'] = [];
  for (const { model, metadata } of models) {
    const [prediction] = await predictPairs(model, { images, addends: [addend] });
    predictions.push({
      recipe: savedRecipeSchema.parse(metadata.recipe).id,
      seed: metadata.seed,
      digitProbabilities: Array.from(prediction!.digitProbabilities, rounded),
      sumProbabilities: Array.from(prediction!.sumProbabilities, rounded),
    });
  }
  const pixels = Array.from({ length: IMAGE_SIDE }, (_, row) =>
    Array.from(images.subarray(row * IMAGE_SIDE, (row + 1) * IMAGE_SIDE)),
  );
  return { index, label: digits.labels[index]!, addend, pixels, predictions };
}

/** Rounds to six decimals, more than a figure shows. */
const rounded = (probability: number) => Number(probability.toFixed(6));
