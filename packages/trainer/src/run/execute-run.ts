import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import { EventFileError } from '@mnist-adder/tensorboard';
import { dealProblems } from '../addition/deal-problems.js';
import { evaluateAddition } from '../addition/evaluate-addition.js';
import type { AdditionEvaluation } from '../addition/evaluate-addition.js';
import { workerAugmenter } from '../augmentation/worker-augmenter.js';
import { EVALUATION_BATCH_SIZE, train } from '../loop/train.js';
import type { TrainOptions } from '../loop/train.js';
import type { Recipe } from '../recipe/recipe.js';
import { writeReport } from '../report/write-report.js';
import { beginWith } from '../transfer/begin-with.js';
import { openTeachers } from '../transfer/saved-teachers.js';
import { ANALYSIS_FILE, analyseRun } from './analysis.js';
import { collectExamples } from '../prediction/examples.js';
import type { Example } from '../prediction/examples.js';
import type { Machine } from './machine.js';
import { modelsOfRun } from './models-of-run.js';
import type { ModelFolders } from './models-of-run.js';
import { RESULT_FILE } from './result.js';
import type { RunResult } from './result.js';
import type { RunConfig } from './run-config.js';
import { RunDirectoryError, unwritable } from './run-directory-error.js';
import { createRunDirectory, openRunDirectory } from './run-directory.js';
import { openRunLog } from './run-log.js';
import { readRunData } from './run-data.js';
import type { OpenRun, RunContext } from './open-run.js';

/** What a run is: a recipe with a seed, on data, on a backend, into a directory that does not exist or is empty. */
export interface RunOptions extends RunContext, ModelFolders {
  readonly recipe: Recipe;
  readonly seed: number;
  /** A folder of four IDX files; the MNIST that is installed if it is left out. */
  readonly dataFolder?: string;
  readonly machine: Machine;
}

/** A run that was stopped, and how it goes on. */
export interface ResumeOptions extends RunContext {
  /** What {@link readRunConfig} read in the run's directory; the backend has to be the one that it names. */
  readonly config: RunConfig;
  /** Is told of checkpoints that are damaged and passed over. */
  readonly onWarning: (sentence: string) => void;
}

/** What a run came to. */
export interface FinishedRun {
  readonly interrupted: false;
  readonly result: RunResult;
  /** Where the saved model lies. */
  readonly modelFolder: string;
  /** The page that shows the run. */
  readonly report: string;
  /** The first test images with what the model made of them. */
  readonly examples: readonly Example[];
}

/** A run that can be resumed. */
export interface InterruptedRun {
  readonly interrupted: true;
  /** Steps done. */
  readonly step: number;
}

/**
 * Executes a recipe: reads the data, trains, evaluates over all test pairs, and saves the model and what it reached. The
 * test set is looked at once, at the end; `result.json` is written last, so a directory that has one is whole.
 */
export async function executeRun(options: RunOptions): Promise<FinishedRun | InterruptedRun> {
  const { recipe, seed, selected, dataFolder, machine, packageVersion } = options;
  const start = options.now();
  const data = await readRunData(recipe, dataFolder);
  const dataSeconds = options.now() - start;
  const executor = await selected.backend.start();
  const models = await modelsOfRun(recipe, options);
  const config: RunConfig = {
    ...{ recipe, seed, backend: selected.backend.name },
    ...(selected.backend.threads !== undefined && { threads: selected.backend.threads }),
    ...(selected.device && { device: selected.device }),
    data: { source: data.source, ...(dataFolder !== undefined && { folder: dataFolder }), digests: data.digests },
    ...models,
    ...{ machine, packageVersion },
  };
  const directory = createRunDirectory(options.folder);
  try {
    await directory.write('config.json', jsonText(config));
    return await completeRun(options, { config, data, directory, start, dataSeconds, executor });
  } finally {
    directory.close();
  }
}

/**
 * Goes on with a run from its newest whole checkpoint, to the bytes that it had come to without a stop; from its beginning where it
 * has none.
 *
 * @throws `RunDirectoryError` where the run is finished, another process has it, or the data are no longer those that it began with.
 */
export async function resumeRun(options: ResumeOptions): Promise<FinishedRun | InterruptedRun> {
  const { folder, config, onWarning } = options;
  const start = options.now();
  const data = await readRunData(config.recipe, config.data.folder);
  const dataSeconds = options.now() - start;
  const changed = Object.keys(data.digests).find((file) => data.digests[file] !== config.data.digests[file]);
  if (changed !== undefined) {
    const problem = `has a run that began with other data: ${changed} of ${data.source} has changed since`;
    throw new RunDirectoryError(folder, problem, 'put the old file back, or train anew');
  }
  const executor = await options.selected.backend.start();
  const directory = openRunDirectory(folder);
  try {
    if (existsSync(join(folder, RESULT_FILE))) {
      throw new RunDirectoryError(
        folder,
        `has a run that is finished (see its ${RESULT_FILE})`,
        'there is nothing to resume',
      );
    }
    return await completeRun(options, { config, data, directory, start, dataSeconds, executor, onWarning });
  } finally {
    directory.close();
  }
}

const jsonText = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;

async function completeRun(context: RunContext, run: OpenRun): Promise<FinishedRun | InterruptedRun> {
  const { recipe, seed, from, teachers = [] } = run.config;
  const { distillation, batchSize } = recipe.training;
  const model = createAdder(recipe.network, { seed });
  try {
    if (from !== undefined) await beginWith(model, recipe.network, from);
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

/** Trains the model, evaluates it over all test pairs and saves it. */
async function trainAndEvaluate(
  context: RunContext,
  run: OpenRun,
  { model, ...learning }: Pick<TrainOptions, 'model' | 'teacher'>,
): Promise<FinishedRun | InterruptedRun> {
  const { now, packageVersion, peakMemoryBytes, signal } = context;
  const { config, data, directory, start, executor } = run;
  const { recipe, seed, backend } = config;
  const log = await openRunLog(context, run);
  const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
  const augmentation = await prepareAugmentation(context, config);
  let begun = start;
  try {
    const { end, state, trainSeconds } = await train({
      ...{ recipe, model, data, executor, seed, now, predictor, ...augmentation, ...learning },
      checkpoints: log.checkpoints,
      onEvent(event) {
        if (event.type === 'training-start') begun = now();
        log.onEvent(event);
      },
      ...(context.checkpointSeconds !== undefined && { checkpointSeconds: context.checkpointSeconds }),
      ...(log.resumeFrom && { resumeFrom: log.resumeFrom }),
      ...(signal && { signal }),
    });
    if (end === 'interrupted') return { interrupted: true, step: state.step };
    const trained = now();
    const analysis = await analyseRun(predictor.predict, data);
    const { evaluation } = analysis;
    const addition = await addImages(predictor.predict, recipe, data.test);
    const examples = await collectExamples(predictor.predict, data.test);
    await log.showExamples(state.step, examples);
    if (signal?.aborted) return { interrupted: true, step: state.step };
    const { modelFolder } = directory;
    const metadata = {
      spec: recipe.network,
      recipe,
      seed,
      data: data.digests,
      metrics: { ...evaluation },
      packageVersion,
    };
    await writeAdder(modelFolder, model, metadata);
    const seconds = {
      ...{ data: run.dataSeconds, start: begun - start - run.dataSeconds },
      ...{ ...state.seconds, test: now() - trained },
    };
    const result: RunResult = {
      ...{ recipe: recipe.id, backend, seed, epochs: recipe.training.epochs, parameters: model.countParams() },
      ...{ trainSeconds, totalSeconds: now() - start, seconds, peakMemoryBytes: peakMemoryBytes(), evaluation },
      ...(addition && { addition }),
    };
    await directory.write(ANALYSIS_FILE, JSON.stringify(analysis));
    await directory.write(RESULT_FILE, jsonText(result));
    const report = await writeReport(directory.folder);
    return { interrupted: false, result, modelFolder, report, examples };
  } finally {
    await augmentation.augmenter?.close();
    await predictor.dispose();
    await log.close();
  }
}

/** The test images are dealt the same way in every run, so that runs are compared on the same problems. */
const TEST_DEAL = 0;

/** Adds numbers that test images make, where the recipe is about that. */
async function addImages(
  predict: PredictEvery,
  { data: { digits } }: Recipe,
  test: DigitSet,
): Promise<AdditionEvaluation | undefined> {
  if (digits === undefined) return undefined;
  return evaluateAddition(predict, dealProblems(test, digits, TEST_DEAL), EVALUATION_BATCH_SIZE);
}

/** What augments the images of a run beside its steps, where its recipe has that. */
async function prepareAugmentation(
  { augmentationWorkers: workers = 1 }: RunContext,
  { recipe, seed }: RunConfig,
): Promise<Pick<TrainOptions, 'augmenter' | 'batchesAhead'>> {
  const { augmentation } = recipe.training;
  if (augmentation === undefined) return {};
  return { augmenter: await workerAugmenter(augmentation, seed, { workers }), batchesAhead: workers + 1 };
}
