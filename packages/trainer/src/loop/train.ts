import { ArgumentError } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { evaluateAdder, variableOf } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Teacher } from '../transfer/teacher.js';
import type { Recipe } from '../recipe/recipe.js';
import { createTrainingStep } from '../step/training-step.js';
import type { TrainingStep } from '../step/training-step.js';
import type { Augmenter } from '../augmentation/augmenter.js';
import { inlineAugmenter } from '../augmentation/inline-augmenter.js';
import { captureVariables, fitVariables, memoryCheckpoints, restoreVariables } from '../checkpoint/checkpoint.js';
import type { Checkpoint, CheckpointStore } from '../checkpoint/checkpoint.js';
import type { TrainingEnd, TrainingEvent } from './events.js';
import type { Executor, PredictorExecutor, StepExecutor } from './executor.js';
import { calibrateModel } from './calibrate-model.js';
import { createFeeds } from './feeds.js';
import type { Feed, Feeds } from './feeds.js';
import { checkStep } from './check-step.js';
import { batchMetrics } from './metrics.js';
import { NonFiniteWeightError } from './non-finite-weight-error.js';
import { createPrefetch } from './prefetch.js';
import type { Prefetch } from './prefetch.js';
import { afterCheckpoint, afterEpoch, afterStep, INITIAL_STATE, meanMetrics } from '../checkpoint/training-state.js';
import type { TrainingState } from '../checkpoint/training-state.js';

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
  /** Where checkpoints go: one after each epoch, one when it is interrupted, and some between. Default: only what it needs itself. */
  readonly checkpoints?: CheckpointStore;
  /** How many seconds of an epoch may pass without a checkpoint. Default: 60. */
  readonly checkpointSeconds?: number;
  /** A checkpoint of the same training to go on from. */
  readonly resumeFrom?: Checkpoint;
  /** Augments the images where the recipe says so; the caller's to close. Default: the thread that trains does. */
  readonly augmenter?: Augmenter;
  /** What the network learns from besides the labels; needed where the recipe has distillation, and only there. */
  readonly teacher?: Teacher;
  /** How many batches are prepared at once while a step runs. Default: 1. */
  readonly batchesAhead?: number;
  /** Interrupts it after the step under way: a checkpoint is written, and it ends. */
  readonly signal?: AbortSignal;
}

/** What a training came to. */
export interface TrainingOutcome {
  readonly end: TrainingEnd['end'];
  readonly state: TrainingState;
  /** In steps, those before it was resumed included. */
  readonly trainSeconds: number;
}

/** How many images are predicted at once, unless it is said otherwise. */
export const EVALUATION_BATCH_SIZE = 250;

/**
 * Trains a model by a recipe, and measures it on the validation set after each epoch. In the end the model has the weights that the
 * recipe says to keep.
 *
 * Same recipe, seed, data and backend give the same weights, byte for byte, whether or not it was interrupted and resumed.
 *
 * @throws `ArgumentError` when the checkpoint to go on from is of another training, or there is a teacher without distillation or the
 * other way round.
 * @throws `NonFiniteError` when the loss or a gradient stops being finite: the checkpoints before are good.
 * @throws `NonFiniteWeightError` when a weight does.
 */
export async function train(options: TrainOptions): Promise<TrainingOutcome> {
  const { recipe, model, data, executor, seed, resumeFrom, evaluationBatchSize = EVALUATION_BATCH_SIZE } = options;
  const { augmentation } = recipe.training;
  const augmenter = augmentation && (options.augmenter ?? inlineAugmenter(augmentation, seed));
  const { teacher } = options;
  if ((recipe.training.distillation === undefined) !== (teacher === undefined)) {
    const expected = teacher === undefined ? 'one, as the recipe has distillation' : 'none, or training.distillation';
    throw new ArgumentError('teacher', expected, teacher === undefined ? 'none' : 'one');
  }
  const feeds = createFeeds({ recipe, model, digits: data.train, seed, ...(augmenter && { augmenter }) });
  const step = createTrainingStep(model, recipe);
  const cleanUp: (() => void | Promise<void>)[] = [
    () => {
      step.dispose();
    },
  ];
  try {
    if (resumeFrom) {
      if (!fitVariables(step.variables, resumeFrom.variables)) {
        throw new ArgumentError('checkpoint', 'one of this recipe, written by this version', 'one of other variables');
      }
      restoreVariables(step.variables, resumeFrom.variables);
    }
    const stepExecutor = await executor.prepareStep(step);
    cleanUp.push(() => stepExecutor.dispose());
    const predictor = options.predictor ?? (await executor.preparePredictor(model, evaluationBatchSize));
    if (predictor !== options.predictor) cleanUp.push(() => predictor.dispose());
    return await runTraining({
      ...{ options, feeds, step, stepExecutor, predictor, evaluationBatchSize },
      checkpoints: options.checkpoints ?? (recipe.training.keep === 'best' ? memoryCheckpoints() : undefined),
      emit: options.onEvent ?? (() => undefined),
      state: resumeFrom?.state ?? INITIAL_STATE,
      lastCheckpoint: options.now(),
    });
  } finally {
    for (const dispose of cleanUp.reverse()) await dispose();
  }
}

/** A training under way. */
interface Training {
  readonly options: TrainOptions;
  readonly feeds: Feeds;
  readonly step: TrainingStep;
  readonly stepExecutor: StepExecutor;
  readonly predictor: PredictorExecutor;
  readonly evaluationBatchSize: number;
  readonly checkpoints: CheckpointStore | undefined;
  readonly emit: (event: TrainingEvent) => void;
  state: TrainingState;
  /** When the last checkpoint was written, or the training began. */
  lastCheckpoint: number;
}

async function runTraining(training: Training): Promise<TrainingOutcome> {
  const { options, feeds, emit } = training;
  const { epochs, batchSize } = options.recipe.training;
  const { stepsPerEpoch } = feeds;
  const { step } = training.state;
  emit({
    ...{ type: 'training-start', epochs, stepsPerEpoch, batchSize },
    ...{ parameters: options.model.countParams(), step },
  });
  const prefetch = createPrefetch((number) => feeds.at(Math.floor(number / stepsPerEpoch), number % stepsPerEpoch), {
    from: step,
    to: epochs * stepsPerEpoch,
    ahead: options.batchesAhead ?? 1,
  });
  let end: TrainingEnd['end'] | undefined = endOf(training);
  while (end === undefined) {
    const interrupted = training.state.epoch.steps < stepsPerEpoch && !(await trainSteps(training, prefetch));
    if (!interrupted) await endEpoch(training);
    end = interrupted ? 'interrupted' : endOf(training);
  }
  if (end !== 'interrupted') await keepWeights(training);
  const trainSeconds = training.state.seconds.steps + training.state.epoch.seconds;
  emit({ type: 'training-end', end, trainSeconds });
  return { end, state: training.state, trainSeconds };
}

/** Whether a training is over, and why. */
function endOf({ options, feeds, state }: Training): 'finished' | 'stopped-early' | undefined {
  const { epochs, earlyStopping } = options.recipe.training;
  if (state.epoch.steps > 0) return undefined;
  const done = state.step / feeds.stepsPerEpoch;
  if (done >= epochs) return 'finished';
  const withoutBetter = state.best === null ? 0 : done - 1 - state.best.epoch;
  return earlyStopping !== undefined && withoutBetter >= earlyStopping.patience ? 'stopped-early' : undefined;
}

/**
 * Trains the steps of an epoch that are left, the next batch being prepared while a step runs.
 *
 * @returns false when it was interrupted.
 */
async function trainSteps(training: Training, prefetch: Prefetch<Feed>): Promise<boolean> {
  const { options, feeds, stepExecutor, emit } = training;
  const { recipe, now, signal, teacher, checkpointSeconds = 60 } = options;
  const { batchSize } = recipe.training;
  const { stepsPerEpoch } = feeds;
  const epoch = Math.floor(training.state.step / stepsPerEpoch);
  emit({ type: 'epoch-start', epoch, index: training.state.epoch.steps });
  let last = now();
  for (let index = training.state.epoch.steps; index < stepsPerEpoch; index++) {
    if (signal?.aborted) {
      await writeCheckpoint(training);
      return false;
    }
    const { inputs, learningRate, images } = await prefetch.next();
    // Not beside the step before: each of them has all cores to itself.
    const lesson = teacher && { teacher: await teacher(images, batchSize) };
    const running = stepExecutor.run({ ...inputs, ...lesson });
    prefetch.refill();
    const report = await running;
    checkStep(report, { epoch, index, learningRate }, training.step.trainedWeights);
    const metrics = batchMetrics(report, feeds.answers);
    const { gradientNorm } = report;
    const time = now();
    const { step } = training.state;
    training.state = afterStep(training.state, metrics, time - last);
    last = time;
    const { steps, seconds } = training.state.epoch;
    const imagesPerSecond = (steps * batchSize) / seconds;
    emit({ type: 'step', epoch, index, step, learningRate, metrics, gradientNorm, imagesPerSecond });
    if (index + 1 < stepsPerEpoch && time - training.lastCheckpoint >= checkpointSeconds) {
      await writeCheckpoint(training);
      last = now();
    }
  }
  return true;
}

/** Measures the model on the validation set, and writes a checkpoint. */
async function endEpoch(training: Training): Promise<void> {
  const { options, feeds, stepExecutor, predictor, evaluationBatchSize, emit } = training;
  const { recipe, data, now } = options;
  const start = now();
  await stepExecutor.writeVariables();
  const validation = await training.step.withAverages(async () => {
    await predictor.readVariables();
    return evaluateAdder(predictor.predict, data.validation, { batchSize: evaluationBatchSize });
  });
  const step = training.state.step - 1;
  const epoch = Math.floor(step / feeds.stepsPerEpoch);
  const { seconds: trainSeconds } = training.state.epoch;
  const train = meanMetrics(training.state.epoch);
  training.state = afterEpoch(training.state, epoch, validation.loss, now() - start);
  const imagesPerSecond = (feeds.stepsPerEpoch * recipe.training.batchSize) / trainSeconds;
  emit({ type: 'epoch-end', epoch, step, train, validation, imagesPerSecond, trainSeconds });
  const weights = await captureVariables(options.model.weights.map(variableOf));
  emit({ type: 'weights', step, weights: new Map(weights.map(({ name, data }) => [name, data])) });
  await writeCheckpoint(training);
}

async function writeCheckpoint(training: Training): Promise<void> {
  const { options, checkpoints, step, stepExecutor, emit, state } = training;
  if (checkpoints === undefined) return;
  const start = options.now();
  await stepExecutor.writeVariables();
  const variables = await captureVariables(step.variables);
  for (const { name, data } of variables) {
    if (!data.every(Number.isFinite)) throw new NonFiniteWeightError(name, state.step);
  }
  await checkpoints.write({ state, variables });
  training.lastCheckpoint = options.now();
  const seconds = training.lastCheckpoint - start;
  training.state = afterCheckpoint(state, seconds);
  emit({ type: 'checkpoint', step: state.step, seconds });
}

/** Gives the model, which has those of the last step, the weights that the recipe says to keep, and calibrates them if it says so. */
async function keepWeights(training: Training): Promise<void> {
  const { options, checkpoints, step, predictor, evaluationBatchSize: batchSize, state } = training;
  if (options.recipe.training.keep === 'best' && state.best !== null && state.best.step !== state.step) {
    restoreVariables(step.variables, (await checkpoints!.read(state.best.step)).variables);
  }
  step.adoptAverages();
  await predictor.readVariables();
  if (!options.recipe.training.calibrated) return;
  const { validation } = options.data;
  await calibrateModel(options.model, { predict: predictor.predict, validation, batchSize });
  await predictor.readVariables();
}
