import '@tensorflow/tfjs-backend-cpu';
import { createAdder } from '@mnist-adder/model';
import { givenRecipe } from '../recipes/recipes.js';
import { createStepInputs } from '../loop/step-inputs.js';
import { loadInitialWeights } from '../transfer/initial-weights.js';
import type { RunConfig } from '../run-directory/run-config.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { checkBackend, checkPlan } from './check-run.js';
import { reopenRun, takeRunDirectory, type ResumeOptions, type RunOptions } from './execute-run.js';
import { modelsOfRun } from './models-of-run.js';
import { readRunData, type RunData } from './run-data.js';
import { findCheckpoint } from './run-log.js';

/** What a run would do. */
export interface RunPlan {
  /** What the data is, for people. */
  readonly source: string;
  /** The number of images in each set. */
  readonly images: { readonly train: number; readonly validation: number; readonly test: number };
  /** All numbers in the model's weights, frozen ones included. */
  readonly parameters: number;
  readonly stepsPerEpoch: number;
  /** The directory that the run would have. */
  readonly folder: string;
}

/** What is left of a run that was stopped. */
export interface ResumePlan extends RunPlan {
  /** Steps done. */
  readonly step: number;
}

/**
 * Checks everything that a run needs, without training: its data, the backend, the models that it learns from, the network, and its
 * directory, which is created and removed again. An error here would have stopped the run.
 *
 * @throws what `executeRun` throws before it trains.
 */
export async function planRun(
  options: Pick<
    RunOptions,
    | 'recipe'
    | 'seed'
    | 'data'
    | 'readData'
    | 'selected'
    | 'fromFolder'
    | 'teacherFolders'
    | 'folder'
    | 'nextFreeName'
    | 'onWarning'
  >,
): Promise<RunPlan> {
  checkBackend(options);
  checkPlan(options);
  const { seed, selected, readData, onWarning } = options;
  const recipe = givenRecipe(options.recipe);
  const data = await readRunData(recipe, options.data, { readData, onWarning });
  await selected.backend.start();
  const { from } = await modelsOfRun(recipe, options);
  const directory = takeRunDirectory(options);
  try {
    return await describeRun({ recipe, seed, from }, data, directory);
  } finally {
    directory.discard();
  }
}

/**
 * Checks everything that a run needs to go on, without training.
 *
 * @throws what `resumeRun` throws before it trains.
 */
export async function planResume(
  options: Pick<ResumeOptions, 'config' | 'selected' | 'folder' | 'now' | 'onWarning' | 'readData'>,
): Promise<ResumePlan> {
  const run = await reopenRun(options);
  try {
    const checkpoint = await findCheckpoint(run);
    const plan = await describeRun(run.config, run.data, run.directory);
    return { ...plan, step: checkpoint?.state.step ?? 0 };
  } finally {
    run.directory.close();
  }
}

async function describeRun(
  { recipe, seed, from }: Pick<RunConfig, 'recipe' | 'seed' | 'from'>,
  { train, validation, test, source }: RunData,
  { folder }: RunDirectory,
): Promise<RunPlan> {
  const model = createAdder(recipe.network, { seed });
  try {
    if (from !== undefined) await loadInitialWeights(model, recipe.network, from);
    const { stepsPerEpoch } = createStepInputs({ recipe, model, digits: train, seed });
    const images = { train: train.size, validation: validation.size, test: test.size };
    return { source, images, parameters: model.countParams(), stepsPerEpoch, folder };
  } finally {
    model.dispose();
  }
}
