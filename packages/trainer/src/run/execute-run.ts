import { splitDigits } from '@mnist-adder/dataset';
import type { DigitSplit } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import type { MnistData } from '@mnist-adder/dataset/node';
import { createAdder, evaluateAdder } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { SelectedBackend } from '../backend/select-backend.js';
import type { TrainingEvent } from '../loop/events.js';
import type { Executor } from '../loop/executor.js';
import { EVALUATION_BATCH_SIZE, train } from '../loop/train.js';
import type { Recipe } from '../recipe/recipe.js';
import { collectExamples } from './examples.js';
import type { Example } from './examples.js';
import type { Machine } from './machine.js';
import type { RunResult } from './result.js';
import { createRunDirectory } from './run-directory.js';
import type { RunDirectory } from './run-directory.js';

/** What a run is: a recipe with a seed, on data, on a backend, into a directory. */
export interface RunOptions {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly selected: SelectedBackend;
  /** A folder of four IDX files; the MNIST that is installed if it is left out. */
  readonly dataFolder?: string;
  /** The run's directory, which must not exist or be empty. */
  readonly folder: string;
  readonly machine: Machine;
  /** Of this package, for the saved model. */
  readonly packageVersion: string;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  /** The most memory that the process has held so far. */
  readonly peakMemoryBytes: () => number;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** What a run came to. */
export interface FinishedRun {
  readonly result: RunResult;
  /** Where the saved model lies. */
  readonly modelFolder: string;
  /** The first test images with what the model made of them. */
  readonly examples: readonly Example[];
}

/**
 * Executes a recipe: reads the data, trains, evaluates over all test pairs, and saves the model and what it reached. The
 * test set is looked at once, at the end; `result.json` is written last, so a directory that has one is whole.
 */
export async function executeRun(options: RunOptions): Promise<FinishedRun> {
  const { recipe, seed, selected, now } = options;
  const start = now();
  const data = await readData(options);
  const directory = createRunDirectory(options.folder);
  try {
    await directory.writeJson('config.json', {
      recipe,
      seed,
      backend: selected.backend.name,
      ...(selected.device && { device: selected.device }),
      data: { source: data.source, digests: data.digests },
      machine: options.machine,
      packageVersion: options.packageVersion,
    });
    const executor = await selected.backend.start();
    const model = createAdder(recipe.network, { seed });
    try {
      const trained = await trainAndEvaluate(options, { data, directory, executor, model });
      const result: RunResult = {
        recipe: recipe.id,
        backend: selected.backend.name,
        seed,
        epochs: recipe.training.epochs,
        parameters: model.countParams(),
        trainSeconds: trained.trainSeconds,
        totalSeconds: now() - start,
        peakMemoryBytes: options.peakMemoryBytes(),
        evaluation: trained.evaluation,
      };
      await directory.writeJson('result.json', result);
      return { result, modelFolder: directory.modelFolder, examples: trained.examples };
    } finally {
      model.dispose();
    }
  } finally {
    directory.close();
  }
}

/** The images of a run, and where they come from. */
type RunData = DigitSplit & Pick<MnistData, 'test' | 'source' | 'digests'>;

/**
 * Reads the images, and holds out what the recipe asks for; a small set of one's own is split by the usual fraction. The
 * split has copies, so that the set as it was read, 47 MB of MNIST, is let go.
 */
async function readData({ recipe, dataFolder }: RunOptions): Promise<RunData> {
  const { train, test, source, digests } = await readMnist(dataFolder === undefined ? {} : { folder: dataFolder });
  const { validation } = recipe.data;
  return { ...splitDigits(train, validation < 0.2 * train.size ? { validation } : {}), test, source, digests };
}

/** Trains the model, evaluates it over all test pairs and saves it. */
async function trainAndEvaluate(
  { recipe, seed, now, onEvent, packageVersion }: RunOptions,
  {
    data,
    directory,
    executor,
    model,
  }: { data: RunData; directory: RunDirectory; executor: Executor; model: LayersModel },
) {
  const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
  try {
    const { trainSeconds } = await train({
      recipe,
      model,
      data,
      executor,
      seed,
      now,
      onEvent: (event) => {
        directory.log({ ...event });
        onEvent(event);
      },
      predictor,
    });
    const evaluation = await evaluateAdder(predictor.predict, data.test, { batchSize: EVALUATION_BATCH_SIZE });
    const examples = await collectExamples(predictor.predict, data.test);
    await writeAdder(directory.modelFolder, model, {
      spec: recipe.network,
      recipe,
      seed,
      data: data.digests,
      metrics: { ...evaluation },
      packageVersion,
    });
    return { trainSeconds, evaluation, examples };
  } finally {
    await predictor.dispose();
  }
}
