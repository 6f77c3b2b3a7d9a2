import { selectBackend } from '@mnist-adder/backends';
import type { PredictAllAddends } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import * as tf from '@tensorflow/tfjs-core';
import * as z from 'zod/mini';

/** A saved model, ready to predict. */
export interface OpenModel {
  /** Id of the recipe that trained it. */
  readonly recipe: string;
  readonly seed: number;
  /** Predicts at most 500 images at once. */
  readonly predict: PredictAllAddends;
  readonly dispose: () => Promise<void>;
}

const BATCH_SIZE = 500;

/** The part of a recipe that is read from a saved model's metadata. */
export const savedRecipeSchema = z.looseObject({ id: z.string() });

/** Opens a saved model on the fastest backend that works here. */
export async function openModel(folder: string): Promise<OpenModel> {
  tf.enableProdMode();
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const { model, metadata } = await readAdder(folder);
  const predictor = await executor.preparePredictor(model, BATCH_SIZE);
  return {
    recipe: savedRecipeSchema.parse(metadata.recipe).id,
    seed: metadata.seed,
    predict: predictor.predict,
    dispose: async () => {
      await predictor.dispose();
      model.dispose();
    },
  };
}
