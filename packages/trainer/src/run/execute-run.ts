import { join } from 'node:path';
import { checkFields, is } from '@mnist-adder/dataset/internal';
import { pathOf } from '@mnist-adder/dataset/internal/node';
import type { DataChoice } from '@mnist-adder/dataset/node';
import {
  createAdder,
  fitFamiliarity,
  ModelError,
  type AdderMetadataInput,
  type PredictAllAddends,
} from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import { EventFileError } from '@mnist-adder/tensorboard';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { workerAugmenter } from '../augmentation/worker-augmenter.js';
import { ANALYSIS_FILE, analyseRun } from '../evaluation/analysis.js';
import { collectExamples, type Example } from '../evaluation/examples.js';
import { EVALUATION_BATCH_SIZE, train, type TrainingOutcome, type TrainOptions } from '../loop/train.js';
import type { Recipe } from '../recipe/recipe.js';
import { givenRecipe, type RecipeId } from '../recipes/recipes.js';
import { CARD_FILE, renderModelCard } from '../report/model-card.js';
import { writeReport } from '../report/write-report.js';
import type { Machine } from '../run-directory/machine.js';
import { readRunResult, RESULT_FILE, type RunResult } from '../run-directory/result.js';
import { checkRunConfig, CONFIG_FILE, type RunConfig } from '../run-directory/run-config.js';
import { RunDirectoryError, unwritable } from '../run-directory/run-directory-error.js';
import {
  createNextRunDirectory,
  createRunDirectory,
  openRunDirectory,
  type RunDirectory,
} from '../run-directory/run-directory.js';
import { createTask } from '../task/create-task.js';
import { loadInitialWeights } from '../transfer/initial-weights.js';
import { openTeachers } from '../transfer/saved-teachers.js';
import { checkBackend, checkPlan, checkRunContext } from './check-run.js';
import { modelsOfRun, type ModelFolders } from './models-of-run.js';
import type { OpenRun, RunContext } from './run-context.js';
import { readRunData, type RunData } from './run-data.js';
import { openRunLog, type RunLog } from './run-log.js';

/** The options of {@link executeRun}. */
export interface RunOptions extends RunContext, ModelFolders {
  /** Whether the run takes the next free name, `folder-2`, if there is anything by the name of its directory. Default: false. */
  readonly nextFreeName?: boolean | undefined;
  /** The recipe, or the id of a built-in one. */
  readonly recipe: Recipe | RecipeId;
  readonly seed: number;
  /** The data set. Default: the installed MNIST. */
  readonly data?: DataChoice | undefined;
  readonly machine: Machine;
  /** Called with the notes about the data, and what a setting becomes that the data has no room for. Default: they are not said. */
  readonly onWarning?: ((sentence: string) => void) | undefined;
}

/** The options of {@link resumeRun}. */
export interface ResumeOptions extends RunContext {
  /** The result of {@link readRunConfig}. The backend has to be the one that it names. */
  readonly config: RunConfig;
  /** Called with what is wrong with damaged checkpoints, which are skipped. */
  readonly onWarning: (sentence: string) => void;
}

/** A run that is finished. */
export interface FinishedRun {
  readonly interrupted: false;
  /** The run's directory. */
  readonly folder: string;
  readonly result: RunResult;
  /** The directory of the saved model. */
  readonly modelFolder: string;
  /** The file of the report. */
  readonly report: string;
  /** The first test images with the model's answers. */
  readonly examples: readonly Example[];
}

/** A run that was interrupted and can be resumed. */
export interface InterruptedRun {
  readonly interrupted: true;
  /** The run's directory. */
  readonly folder: string;
  /** Steps done. */
  readonly step: number;
}

/**
 * Executes a recipe: reads the data, trains, evaluates over all test pairs, and saves the model and its result. The test set is used
 * once, at the end. `result.json` is written last, so a directory that has one is whole.
 *
 * @throws `DatasetError`, `ModelError` or `ArgumentError` if the data, the models to learn from or the recipe do not fit.
 * @throws `RunDirectoryError` if the directory cannot be used.
 * @throws `TrainerError` if the loss, a gradient or a weight is no longer finite.
 */
export async function executeRun(options: RunOptions): Promise<FinishedRun | InterruptedRun> {
  checkRunContext(options);
  checkPlan(options);
  checkFields('options', options, { machine: is.object('cpu', 'cores') });
  checkFields('options.machine', options.machine, { cpu: is.string });
  const { seed, selected, machine, packageVersion, readData, onWarning } = options;
  const recipe = givenRecipe(options.recipe);
  const { path, transposed, preparation } = options.data ?? {};
  const choice = { path: path === undefined ? undefined : pathOf('options.data.path', path), transposed, preparation };
  const start = options.now();
  const data = await readRunData(recipe, choice, { readData, onWarning });
  const dataSeconds = options.now() - start;
  const executor = await selected.backend.start();
  const { from, teachers } = await modelsOfRun(recipe, options);
  const config: RunConfig = {
    recipe,
    seed,
    backend: selected.backend.name,
    threads: selected.backend.threads,
    device: selected.device,
    data: { source: data.source, ...choice, digests: data.digests },
    from,
    teachers,
    machine,
    packageVersion,
  };
  const directory = takeRunDirectory(options);
  try {
    await directory.write(CONFIG_FILE, jsonText(config));
    return await completeRun(options, { config, data, directory, start, dataSeconds, executor });
  } finally {
    directory.close();
  }
}

/**
 * Resumes a run from its newest whole checkpoint, or from the beginning if it has none. It ends with the same bytes as a run that was
 * never stopped.
 *
 * @throws `RunDirectoryError` if the run is finished, another process uses it, or the data has changed since it started.
 */
export async function resumeRun(options: ResumeOptions): Promise<FinishedRun | InterruptedRun> {
  checkRunContext(options);
  const run = await reopenRun(options);
  try {
    return await completeRun(options, run);
  } finally {
    run.directory.close();
  }
}

/** Creates the directory of a run, by the name that it is given or the next free one. */
export function takeRunDirectory({ folder, nextFreeName }: Pick<RunOptions, 'folder' | 'nextFreeName'>): RunDirectory {
  const path = pathOf('folder', folder);
  return nextFreeName ? createNextRunDirectory(path) : createRunDirectory(path);
}

/**
 * Reads the data of a run that goes on, starts its backend and opens its directory.
 *
 * @throws what {@link resumeRun} throws before it trains.
 */
export async function reopenRun(
  options: Pick<ResumeOptions, 'config' | 'selected' | 'folder' | 'now' | 'onWarning' | 'readData'>,
): Promise<OpenRun & OnWarning> {
  checkBackend(options);
  checkFields('options', options, { config: is.object('recipe', 'data'), now: is.function, onWarning: is.function });
  checkRunConfig('options.config', options.config);
  const { config, selected, now, onWarning, readData } = options;
  const path = pathOf('folder', options.folder);
  const start = now();
  const data = await readRunData(config.recipe, config.data, { readData });
  const dataSeconds = now() - start;
  const changed = Object.keys(data.digests).find((file) => data.digests[file] !== config.data.digests[file]);
  if (changed !== undefined) {
    const problem = `has a run that began with other data: ${changed} of ${data.source} has changed since`;
    throw new RunDirectoryError(path, problem, 'put the old file back, or train again');
  }
  const executor = await selected.backend.start();
  const directory = openRunDirectory(path);
  try {
    if ((await readRunResult(path)) === undefined) {
      return { config, data, directory, start, dataSeconds, executor, onWarning };
    }
    const problem = `has a run that is finished (see its ${RESULT_FILE})`;
    throw new RunDirectoryError(path, problem, 'train its model further in a new run, with --from');
  } catch (error) {
    directory.close();
    throw error;
  }
}

/** Where the warnings of a run that goes on are sent. */
type OnWarning = Pick<ResumeOptions, 'onWarning'>;

const jsonText = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;

async function completeRun(context: RunContext, run: OpenRun): Promise<FinishedRun | InterruptedRun> {
  const { recipe, seed, from, teachers = [] } = run.config;
  const { distillation, batchSize } = recipe.training;
  const model = createAdder(recipe.network, { seed });
  try {
    if (from !== undefined) await loadInitialWeights(model, recipe.network, from);
    if (distillation === undefined) return await trainAndEvaluate(context, run, { model });
    const { temperature } = distillation;
    const { teacher, close } = await openTeachers(teachers, run.executor, { batchSize, temperature });
    try {
      return await trainAndEvaluate(context, run, { model, teacher });
    } finally {
      await close();
    }
  } catch (error) {
    throw error instanceof EventFileError ? unwritable(run.directory.folder, error) : error;
  } finally {
    model.dispose();
  }
}

/** Trains a model. Unless that is interrupted, evaluates it over all test pairs and saves it. */
async function trainAndEvaluate(
  context: RunContext,
  run: OpenRun,
  { model, teacher }: Pick<TrainOptions, 'model' | 'teacher'>,
): Promise<FinishedRun | InterruptedRun> {
  const { now, signal, checkpointSeconds } = context;
  const { config, data, start, dataSeconds, executor } = run;
  const { folder } = run.directory;
  const { recipe, seed } = config;
  const log = await openRunLog(context, run);
  const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
  const { augmenter, batchesAhead } = await prepareAugmentation(context, config);
  let trainingStart = start;
  try {
    const outcome = await train({
      recipe,
      model,
      data,
      executor,
      seed,
      now,
      predictor,
      teacher,
      augmenter,
      batchesAhead,
      checkpoints: log.checkpoints,
      checkpointSeconds,
      resumeFrom: log.resumeFrom,
      signal,
      onEvent(event) {
        if (event.type === 'training-start') trainingStart = now();
        return log.onEvent(event);
      },
    });
    if (outcome.end === 'interrupted') return { interrupted: true, folder, step: outcome.state.step };
    const startSeconds = trainingStart - start - dataSeconds;
    return await evaluateAndSave(context, run, { model, predict: predictor.predict, log, outcome, startSeconds });
  } finally {
    await augmenter?.close();
    await predictor.dispose();
    await log.close();
  }
}

/** The augmenter of a run, if its recipe has augmentation, and the number of batches that it works on at once. */
async function prepareAugmentation(
  { augmentationWorkers: workers = 1 }: RunContext,
  { recipe, seed }: RunConfig,
): Promise<Pick<TrainOptions, 'augmenter' | 'batchesAhead'>> {
  const { augmentation } = recipe.training;
  if (augmentation === undefined) return {};
  return { augmenter: await workerAugmenter(augmentation, seed, { workers }), batchesAhead: workers + 1 };
}

/** A model whose training is done. */
interface TrainedModel {
  readonly model: LayersModel;
  readonly predict: PredictAllAddends;
  readonly log: RunLog;
  readonly outcome: TrainingOutcome;
  /** Seconds from the data to the first step. */
  readonly startSeconds: number;
}

async function evaluateAndSave(
  { now, packageVersion, peakMemoryBytes, signal }: RunContext,
  { config, data, directory, start, dataSeconds }: OpenRun,
  { model, predict, log, outcome, startSeconds }: TrainedModel,
): Promise<FinishedRun | InterruptedRun> {
  const { recipe, seed, backend } = config;
  const { state, trainSeconds } = outcome;
  const trained = now();
  const analysis = await analyseRun(predict, data);
  const { evaluation } = analysis;
  const addition = await createTask(recipe).evaluate?.(predict, data.test, EVALUATION_BATCH_SIZE);
  const examples = await collectExamples(predict, data.test);
  await log.showExamples(state.step, examples);
  const { folder, modelFolder } = directory;
  if (signal?.aborted) return { interrupted: true, folder, step: state.step };
  const familiarity = await fitFamiliarity(predict, data, { batchSize: EVALUATION_BATCH_SIZE });
  const metadata = {
    spec: recipe.network,
    recipe,
    seed,
    data: data.digests,
    scores: evaluation,
    familiarity,
    packageVersion,
  };
  await writeModel(directory, model, metadata);
  const result: RunResult = {
    recipe: recipe.id,
    backend,
    seed,
    epochs: recipe.training.epochs,
    parameters: model.countParams(),
    trainSeconds,
    totalSeconds: now() - start,
    seconds: { data: dataSeconds, start: startSeconds, ...state.seconds, test: now() - trained },
    peakMemoryBytes: peakMemoryBytes(),
    evaluation,
    addition,
  };
  await directory.write(ANALYSIS_FILE, JSON.stringify(analysis));
  await directory.write(join('model', CARD_FILE), renderModelCard({ config, result, analysis, images: sizesOf(data) }));
  await directory.write(RESULT_FILE, jsonText(result));
  const report = await writeReport(directory.folder);
  return { interrupted: false, folder, result, modelFolder, report, examples };
}

const sizesOf = ({ train, validation, test }: RunData) => ({
  train: train.size,
  validation: validation.size,
  test: test.size,
});

/** Saves a model in the directory of its run. */
async function writeModel(
  { folder, modelFolder }: RunDirectory,
  ...content: [model: LayersModel, metadata: AdderMetadataInput]
): Promise<void> {
  try {
    await writeAdder(modelFolder, ...content);
  } catch (error) {
    const isUnwritable = error instanceof ModelError && error.code === 'model-folder-not-writable';
    throw isUnwritable ? unwritable(folder, error.cause) : error;
  }
}
