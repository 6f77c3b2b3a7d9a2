import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import { findRecipe, recordPrediction } from '@mnist-adder/trainer';
import { encodeNpy } from './npy.js';
import { SEED } from './training-run.js';

/** Images that a contestant predicts, again and again. */
export const PREDICTED_IMAGES = 2_048;

/** The file of the network for batches of that size. */
const onnxFile = (batchSize: number) => `model-${batchSize}.onnx`;

/**
 * Writes down what is predicted with: a saved model in `model/`, the same as ONNX files for batches of the given sizes, and test
 * images with an addend each. The weights are the initial ones: what they are changes nothing of what a prediction costs.
 */
export async function writePredictionFiles(
  folder: string,
  { recipe: id, test, batchSizes }: { recipe: string; test: DigitSet; batchSizes: readonly number[] },
): Promise<void> {
  const recipe = findRecipe(id)!;
  const model = createAdder(recipe.network, { seed: SEED });
  mkdirSync(folder, { recursive: true });
  const metadata = { spec: recipe.network, recipe: { id }, seed: SEED, data: {}, metrics: {}, packageVersion: '0.0.0' };
  await writeAdder(join(folder, 'model'), model, metadata);
  for (const size of batchSizes) writeFileSync(join(folder, onnxFile(size)), recordPrediction(model, size).toOnnx());
  model.dispose();
  const images = test.images.subarray(0, PREDICTED_IMAGES * IMAGE_PIXELS);
  writeFileSync(join(folder, 'images.npy'), encodeNpy([PREDICTED_IMAGES, IMAGE_SIDE, IMAGE_SIDE, 1], images));
  writeFileSync(join(folder, 'addends.npy'), encodeNpy([PREDICTED_IMAGES], predictedAddends(PREDICTED_IMAGES)));
}

/** The addend of each image. */
export const predictedAddends = (size: number) => Int32Array.from({ length: size }, (_, i) => i % 10);
