import '@tensorflow/tfjs-backend-cpu';
import { createAdder } from '@mnist-adder/model';
import { createFeeds } from '../loop/feeds.js';
import { beginWith } from '../transfer/begin-with.js';
import type { RunOptions } from './execute-run.js';
import { modelsOfRun } from './models-of-run.js';
import type { ModelFolders } from './models-of-run.js';
import { readRunData } from './run-data.js';

/** What a run would do. */
export interface RunPlan {
  /** What the data are, for people. */
  readonly source: string;
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
  /** All numbers in the model's weights, the frozen ones included. */
  readonly parameters: number;
  readonly stepsPerEpoch: number;
}

/**
 * Reads the data, starts the backend and makes the network of a run, without training or writing anything: what this finds wrong
 * would have stopped the run.
 *
 * @throws `DataFolderError` or `ArgumentError` as `executeRun` does.
 */
export async function planRun({
  recipe,
  seed,
  dataFolder,
  selected,
  ...folders
}: Pick<RunOptions, 'recipe' | 'seed' | 'dataFolder' | 'selected'> & ModelFolders): Promise<RunPlan> {
  const { train, validation, test, source } = await readRunData(recipe, dataFolder);
  await selected.backend.start();
  const { from } = await modelsOfRun(recipe, folders);
  const model = createAdder(recipe.network, { seed });
  try {
    if (from !== undefined) await beginWith(model, recipe.network, from);
    const { stepsPerEpoch } = createFeeds({ recipe, model, digits: train, seed });
    const images = { train: train.size, validation: validation.size, test: test.size };
    return { source, images, parameters: model.countParams(), stepsPerEpoch };
  } finally {
    model.dispose();
  }
}
