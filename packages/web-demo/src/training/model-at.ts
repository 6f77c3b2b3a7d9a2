import { createAdder, encodeAdder, type AdderFiles, type Scores } from '@mnist-adder/model';
import type { Checkpoint } from '@mnist-adder/trainer';
import { createTrainingStep } from '@mnist-adder/trainer/internal';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { orderedRecipe } from './ordered-recipe.js';
import type { TrainingOrder } from './protocol.js';

/**
 * The model as it was at a checkpoint of a training, or the average of its weights if the recipe keeps that.
 *
 * @param scores go into its metadata.
 */
export async function modelAt(
  order: TrainingOrder,
  checkpoint: Checkpoint,
  { scores, packageVersion }: { readonly scores: Scores; readonly packageVersion: string },
): Promise<AdderFiles> {
  await tf.setBackend('cpu');
  const { seed } = order;
  const recipe = orderedRecipe(order);
  const model = createAdder(recipe.network, { seed });
  const step = createTrainingStep(model, recipe);
  try {
    step.variables.forEach((variable, i) => {
      tf.tidy(() => {
        variable.assign(tf.tensor(checkpoint.variables[i]!.data, [...variable.shape]));
      });
    });
    step.adoptAverages();
    const metadata = { spec: recipe.network, recipe, seed, data: { ...order.digits.digests }, scores, packageVersion };
    return await encodeAdder(model, metadata);
  } finally {
    step.dispose();
    model.dispose();
  }
}
