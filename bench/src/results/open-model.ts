import { resolve } from 'node:path';
import type { PredictEvery } from '@mnist-adder/model';
import { selectBackend } from '@mnist-adder/backends';
import { readAdder } from '@mnist-adder/model/node';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** A saved model that is measured. */
export interface OpenModel {
  /** The id of the recipe that it was trained by. */
  readonly recipe: string;
  readonly seed: number;
  /** Takes 500 images at most. */
  readonly predict: PredictEvery;
  readonly dispose: () => Promise<void>;
}

/** How many images are predicted at once. */
const BATCH_SIZE = 500;

const recipeSchema = z.looseObject({ id: z.string() });

/**
 * Opens a saved model on the backend that is the fastest here.
 *
 * @param folder from where the command was called.
 */
export async function openModel(folder: string): Promise<OpenModel> {
  tf.enableProdMode();
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const { model, metadata } = await readAdder(resolve(process.env.INIT_CWD ?? '.', folder));
  const predictor = await executor.preparePredictor(model, BATCH_SIZE);
  return {
    recipe: recipeSchema.parse(metadata.recipe).id,
    seed: metadata.seed,
    predict: predictor.predict,
    dispose: async () => {
      await predictor.dispose();
      model.dispose();
    },
  };
}
