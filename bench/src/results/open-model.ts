import { readDigits } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { selectBackend } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';
import { readRecipeModel } from './read-recipe-model.js';

/** A saved model that is measured. */
export interface OpenModel {
  /** The id of the recipe that it was trained by. */
  readonly recipe: string;
  readonly seed: number;
  /** Takes 500 images at most. */
  readonly predict: PredictEvery;
  /** Reads the digit in each of any number of images, [n × 784], 0..255. */
  readonly readDigits: (images: Uint8Array) => Promise<Uint8Array>;
  readonly dispose: () => Promise<void>;
}

/** How many images are predicted at once. */
const BATCH_SIZE = 500;

/**
 * Opens a saved model on the backend that is the fastest here.
 *
 * @param folder from where the command was called.
 */
export async function openModel(folder: string): Promise<OpenModel> {
  tf.enableProdMode();
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const { model, metadata, recipe } = await readRecipeModel(folder);
  const predictor = await executor.preparePredictor(model, BATCH_SIZE);
  const { predict } = predictor;
  return {
    ...{ recipe, seed: metadata.seed, predict },
    readDigits: (images) => readDigits(predict, images, { batchSize: BATCH_SIZE }),
    dispose: async () => {
      await predictor.dispose();
      model.dispose();
    },
  };
}
