import type { DigitSet } from '@mnist-adder/dataset';
import { evaluateAdder } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { createTrainingStep } from '../step/training-step.js';
import type { TrainingEvent } from './events.js';
import type { Executor, PredictorExecutor, StepExecutor } from './executor.js';
import { createFeeds } from './feeds.js';
import type { Feeds } from './feeds.js';
import { batchMetrics, meanOf } from './metrics.js';
import type { TrainingMetrics } from './metrics.js';
import { NonFiniteLossError } from './non-finite-loss-error.js';

/** What a training run is made of. */
export interface TrainOptions {
  readonly recipe: Recipe;
  /** The network to train, with its initial weights; it is trained in place. */
  readonly model: LayersModel;
  readonly data: { readonly train: DigitSet; readonly validation: DigitSet };
  readonly executor: Executor;
  /** Seeds the order of the images, the addends and the dropout masks. */
  readonly seed: number;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
  readonly onEvent?: (event: TrainingEvent) => void;
  /** How many images are predicted at once for validation. Default: 250. */
  readonly evaluationBatchSize?: number;
  /** What predicts for validation, the caller's to dispose of. Default: one of the executor's, which is disposed of at the end. */
  readonly predictor?: PredictorExecutor;
}

/** How many images are predicted at once, unless it is said otherwise. */
export const EVALUATION_BATCH_SIZE = 250;

/**
 * Trains a model by a recipe, and measures it on the validation set after each epoch.
 *
 * @returns the seconds spent in training steps.
 * @throws {NonFiniteLossError} when the loss stops being a finite number.
 */
export async function train(options: TrainOptions): Promise<{ trainSeconds: number }> {
  const { recipe, model, data, executor, seed, evaluationBatchSize = EVALUATION_BATCH_SIZE } = options;
  const feeds = createFeeds({ recipe, model, digits: data.train, seed });
  const step = createTrainingStep(model, recipe);
  const cleanUp: (() => void | Promise<void>)[] = [
    () => {
      step.dispose();
    },
  ];
  try {
    const stepExecutor = await executor.prepareStep(step);
    cleanUp.push(() => stepExecutor.dispose());
    const predictor = options.predictor ?? (await executor.preparePredictor(model, evaluationBatchSize));
    if (predictor !== options.predictor) cleanUp.push(() => predictor.dispose());
    const trainSeconds = await trainEpochs(options, { feeds, stepExecutor, predictor, evaluationBatchSize });
    return { trainSeconds };
  } finally {
    for (const dispose of cleanUp.reverse()) await dispose();
  }
}

async function trainEpochs(
  { recipe, model, data, now, onEvent = () => undefined }: TrainOptions,
  {
    feeds,
    stepExecutor,
    predictor,
    evaluationBatchSize,
  }: { feeds: Feeds; stepExecutor: StepExecutor; predictor: PredictorExecutor; evaluationBatchSize: number },
): Promise<number> {
  const { epochs, batchSize } = recipe.training;
  const { stepsPerEpoch } = feeds;
  onEvent({ type: 'training-start', epochs, stepsPerEpoch, batchSize, parameters: model.countParams(), step: 0 });
  let trainSeconds = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    onEvent({ type: 'epoch-start', epoch });
    const start = now();
    const train = await trainEpoch(epoch, {
      feeds,
      stepExecutor,
      batchSize,
      onEvent,
      secondsSoFar: () => now() - start,
    });
    const epochSeconds = now() - start;
    trainSeconds += epochSeconds;
    await stepExecutor.writeVariables();
    await predictor.readVariables();
    const validation = await evaluateAdder(predictor.predict, data.validation, { batchSize: evaluationBatchSize });
    const imagesPerSecond = (stepsPerEpoch * batchSize) / epochSeconds;
    const step = (epoch + 1) * stepsPerEpoch - 1;
    onEvent({ type: 'epoch-end', epoch, step, train, validation, imagesPerSecond, trainSeconds: epochSeconds });
  }
  onEvent({ type: 'training-end', trainSeconds });
  return trainSeconds;
}

/** Trains one epoch and gives the means of its steps' metrics. The next batch is prepared while a step runs. */
async function trainEpoch(
  epoch: number,
  {
    feeds,
    stepExecutor,
    batchSize,
    onEvent,
    secondsSoFar,
  }: {
    feeds: Feeds;
    stepExecutor: StepExecutor;
    batchSize: number;
    onEvent: (event: TrainingEvent) => void;
    secondsSoFar: () => number;
  },
): Promise<TrainingMetrics> {
  const steps: TrainingMetrics[] = [];
  let upcoming = feeds.at(epoch, 0);
  for (let index = 0; index < feeds.stepsPerEpoch; index++) {
    const { inputs, learningRate } = upcoming;
    const running = stepExecutor.run(inputs);
    if (index + 1 < feeds.stepsPerEpoch) upcoming = feeds.at(epoch, index + 1);
    const metrics = batchMetrics(await running, batchSize * Math.max(1, feeds.addendsPerImage));
    if (!Number.isFinite(metrics.loss)) throw new NonFiniteLossError(metrics.loss, epoch, index, learningRate);
    steps.push(metrics);
    const imagesPerSecond = ((index + 1) * batchSize) / secondsSoFar();
    const step = epoch * feeds.stepsPerEpoch + index;
    onEvent({ type: 'step', epoch, index, step, learningRate, metrics, imagesPerSecond });
  }
  return meanOf(steps as [TrainingMetrics, ...TrainingMetrics[]]);
}
