import '@tensorflow/tfjs-backend-cpu';
import { createAdder } from '@mnist-adder/model';
import { givenRecipe } from '../recipes/recipes.js';
import { createStepInputs } from '../loop/step-inputs.js';
import { loadInitialWeights } from '../transfer/initial-weights.js';
import { checkBackend, checkPlan } from './check-run.js';
import type { RunOptions } from './execute-run.js';
import { modelsOfRun } from './models-of-run.js';
import { readRunData } from './run-data.js';

/** What a run would do. */
export interface RunPlan {
  /** What the data is, for people. */
  readonly source: string;
  /** The number of images in each set. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
  /** All numbers in the model's weights, frozen ones included. */
  readonly parameters: number;
  readonly stepsPerEpoch: number;
}

/**
 * Reads the data, starts the backend and builds the network of a run, without training or writing anything. An error here would have
 * stopped the run.
 *
 * @throws what `executeRun` throws before it trains.
 */
export async function planRun(
  options: Pick<RunOptions, 'recipe' | 'seed' | 'dataFolder' | 'selected' | 'fromFolder' | 'teacherFolders'>,
): Promise<RunPlan> {
  checkBackend(options);
  checkPlan(options);
  const { seed, dataFolder, selected } = options;
  const recipe = givenRecipe(options.recipe);
  const { train, validation, test, source } = await readRunData(recipe, dataFolder);
  await selected.backend.start();
  const { from } = await modelsOfRun(recipe, options);
  const model = createAdder(recipe.network, { seed });
  try {
    if (from !== undefined) await loadInitialWeights(model, recipe.network, from);
    const { stepsPerEpoch } = createStepInputs({ recipe, model, digits: train, seed });
    const images = { train: train.size, validation: validation.size, test: test.size };
    return { source, images, parameters: model.countParams(), stepsPerEpoch };
  } finally {
    model.dispose();
  }
}
