import { ArgumentError, type DigitSet } from '@mnist-adder/dataset';
import { type Check, checkDigitSet, checkOptions, is } from '@mnist-adder/dataset/internal';
import { evaluateAdder, hasSum } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { inlineAugmenter, type Augmenter } from '../augmentation/inline-augmenter.js';
import {
  captureVariables,
  fitVariables,
  memoryCheckpoints,
  restoreVariables,
  type Checkpoint,
  type CheckpointStore,
} from '../checkpoint/checkpoint.js';
import { checkIdentity, identifyTraining, type TrainingIdentity } from '../checkpoint/training-identity.js';
import {
  afterCheckpoint,
  afterEpoch,
  afterStep,
  INITIAL_STATE,
  type TrainingState,
} from '../checkpoint/training-state.js';
import { eagerExecutor } from '../executor/eager-executor.js';
import type { Executor, PredictorExecutor, StepExecutor } from '../executor/executor.js';
import type { Recipe } from '../recipe/recipe.js';
import { givenRecipe, type RecipeId } from '../recipes/recipes.js';
import { createTrainingStep, type TrainingStep } from '../step/training-step.js';
import type { Teacher } from '../transfer/teacher.js';
import { calibrateModel } from './calibrate-model.js';
import { checkStep, checkWeight } from './check-step.js';
import type { TrainingEnd, TrainingEvent } from './events.js';
import { createPrefetch, type Prefetch } from './prefetch.js';
import { createStepInputs, type PreparedInputs, type StepInputs } from './step-inputs.js';

/** The options of {@link train}. */
export interface TrainOptions {
  /** The recipe, or the id of a built-in one. */
  readonly recipe: Recipe | RecipeId;
  /** The network to train, with its initial weights. It is trained in place. */
  readonly model: LayersModel;
  /** The images to train with and those to validate on. */
  readonly data: { readonly train: DigitSet; readonly validation: DigitSet };
  /** What training runs on. Default: `eagerExecutor()`, which runs on the active TensorFlow.js backend. */
  readonly executor?: Executor | undefined;
  /** Seeds the order of the images, the addends and the dropout masks. Default: 0. */
  readonly seed?: number | undefined;
  /** Seconds on a clock that only goes forward. Default: that of the platform. */
  readonly now?: (() => number) | undefined;
  /**
   * Called with everything that happens, in order. Training goes on when the returned promise is resolved. If that gives `'stop'`, training
   * ends after the current step with the weights that the recipe keeps, as if it were finished.
   */
  readonly onEvent?: ((event: TrainingEvent) => unknown) | undefined;
  /** How many images are predicted at once for validation. Default: 250. */
  readonly evaluationBatchSize?: number | undefined;
  /** Predicts for validation; the caller disposes of it. Default: one of the executor's, disposed of at the end. */
  readonly predictor?: PredictorExecutor | undefined;
  /** Where checkpoints go: one after each epoch, one at an interruption, and some between. Default: only what training itself needs. */
  readonly checkpoints?: CheckpointStore | undefined;
  /** The maximum number of seconds between checkpoints. Default: 60. */
  readonly checkpointSeconds?: number | undefined;
  /** A checkpoint of the same training to go on from. Default: none. */
  readonly resumeFrom?: Checkpoint | undefined;
  /** Augments the images if the recipe says so; the caller closes it. Default: the thread that trains augments. */
  readonly augmenter?: Augmenter | undefined;
  /** A teacher to learn from besides the labels. Required if the recipe has distillation, and only then. */
  readonly teacher?: Teacher | undefined;
  /** The number of batches that are prepared while a step runs. Default: 1. */
  readonly batchesAhead?: number | undefined;
  /** Interrupts training after the current step: it writes a checkpoint, to be resumed from there, and ends. */
  readonly signal?: AbortSignal | undefined;
}

/** The result of a training. */
export interface TrainingOutcome {
  /** Why training ended. */
  readonly end: TrainingEnd['end'];
  readonly state: TrainingState;
  /** Seconds spent in steps, those before a resume included. */
  readonly trainSeconds: number;
}

/** The number of images that are predicted at once by default. */
export const EVALUATION_BATCH_SIZE = 250;

/**
 * Trains a model by a recipe and evaluates it on the validation set after each epoch. In the end the model has the weights that the
 * recipe keeps: the last ones, the best ones, or their averages.
 *
 * The same recipe, seed, data and backend give the same weights, byte for byte, whether or not training was interrupted and resumed.
 *
 * @throws `ArgumentError` for an option that is not valid: a checkpoint of another training (another seed, recipe or data), a teacher
 *   without distillation, or the reverse.
 * @throws `DatasetError` if a set has no images, or labels that are not digits.
 * @throws `TrainerError` `non-finite` if the loss or a gradient is no longer finite; earlier checkpoints are good.
 *   `non-finite-weight` if a weight is not. `model-in-training` if the model is being trained already.
 */
export async function train(options: TrainOptions): Promise<TrainingOutcome> {
  const complete = completeOptions(options);
  checkTeacher(complete);
  const cleanUp: CleanUp = [];
  try {
    return await runTraining(await prepareTraining(complete, cleanUp));
  } finally {
    for (const dispose of cleanUp.reverse()) await dispose();
  }
}

/** Options that were checked, with their defaults. */
interface CompleteOptions extends TrainOptions {
  readonly recipe: Recipe;
  readonly executor: Executor;
  readonly seed: number;
  readonly now: () => number;
  readonly evaluationBatchSize: number;
}

/** Every option, with its check. */
const OPTIONS: Readonly<Record<keyof TrainOptions, Check>> = {
  recipe: is.anything,
  model: is.anything,
  data: is.object('train', 'validation'),
  executor: is.optional(is.methods('prepareStep', 'preparePredictor')),
  seed: is.optional(is.integer()),
  now: is.optional(is.function),
  onEvent: is.optional(is.function),
  evaluationBatchSize: is.optional(is.integer(1)),
  predictor: is.optional(is.methods('predict', 'readVariables', 'dispose')),
  checkpoints: is.optional(is.methods('read', 'write')),
  checkpointSeconds: is.optional(is.number(0, Infinity)),
  resumeFrom: is.optional(is.object('training', 'state', 'variables')),
  augmenter: is.optional(is.methods('augment', 'close')),
  teacher: is.optional(is.function),
  batchesAhead: is.optional(is.integer(0)),
  signal: is.optional(is.object('aborted')),
};

function completeOptions(options: TrainOptions): CompleteOptions {
  checkOptions('options', options, OPTIONS);
  const {
    model,
    data,
    executor = eagerExecutor(),
    seed = 0,
    now = () => performance.now() / 1000,
    evaluationBatchSize = EVALUATION_BATCH_SIZE,
    batchesAhead = 1,
  } = options;
  const recipe = givenRecipe(options.recipe);
  hasSum(model); // Refuses what is no model.
  const train = checkDigitSet('data.train', data.train);
  const validation = checkDigitSet('data.validation', data.validation);
  return { ...options, recipe, data: { train, validation }, executor, seed, now, evaluationBatchSize, batchesAhead };
}

function checkTeacher({ recipe, teacher }: CompleteOptions): void {
  if ((recipe.training.distillation === undefined) === (teacher === undefined)) return;
  const expected = teacher === undefined ? 'one, as the recipe has distillation' : 'none, or training.distillation';
  throw new ArgumentError('teacher', expected, teacher);
}

/** What has to be freed at the end of a training, the last first. */
type CleanUp = (() => void | Promise<void>)[];

async function prepareTraining(options: CompleteOptions, cleanUp: CleanUp): Promise<Training> {
  const { recipe, model, data, executor, seed, resumeFrom, evaluationBatchSize } = options;
  const { augmentation, keep } = recipe.training;
  const identity = identifyTraining(options);
  if (resumeFrom !== undefined) checkIdentity(resumeFrom.training, identity);
  const augmenter = augmentation && (options.augmenter ?? inlineAugmenter(augmentation, seed));
  const inputs = createStepInputs({ recipe, model, digits: data.train, seed, augmenter });
  const step = createTrainingStep(model, recipe);
  cleanUp.push(() => {
    step.dispose();
  });
  if (resumeFrom !== undefined) restoreStep(step, resumeFrom);
  const stepExecutor = await executor.prepareStep(step);
  cleanUp.push(() => stepExecutor.dispose());
  const predictor = options.predictor ?? (await executor.preparePredictor(model, evaluationBatchSize));
  if (predictor !== options.predictor) cleanUp.push(() => predictor.dispose());
  const training: Training = {
    options,
    identity,
    inputs,
    step,
    stepExecutor,
    predictor,
    evaluationBatchSize,
    checkpoints: options.checkpoints ?? (keep === 'best' ? memoryCheckpoints() : undefined),
    async emit(event) {
      if ((await options.onEvent?.(event)) === 'stop') training.isStopping = true;
    },
    isStopping: false,
    state: resumeFrom?.state ?? INITIAL_STATE,
    lastCheckpoint: options.now(),
  };
  return training;
}

function restoreStep({ variables }: TrainingStep, checkpoint: Checkpoint): void {
  if (!fitVariables(variables, checkpoint.variables)) {
    const expected = 'one of this model, written by this version';
    throw new ArgumentError('resumeFrom', expected, checkpoint, 'a checkpoint of other variables');
  }
  restoreVariables(variables, checkpoint.variables);
}

/** A training in progress. */
interface Training {
  readonly options: CompleteOptions;
  readonly identity: TrainingIdentity;
  readonly inputs: StepInputs;
  readonly step: TrainingStep;
  readonly stepExecutor: StepExecutor;
  readonly predictor: PredictorExecutor;
  readonly evaluationBatchSize: number;
  readonly checkpoints: CheckpointStore | undefined;
  readonly emit: (event: TrainingEvent) => Promise<void>;
  /** Whether `onEvent` asked for the end. */
  isStopping: boolean;
  state: TrainingState;
  /** The time of the last checkpoint, or of the start. */
  lastCheckpoint: number;
}

async function runTraining(training: Training): Promise<TrainingOutcome> {
  const { options, inputs, emit } = training;
  const { epochs, batchSize } = options.recipe.training;
  const { stepsPerEpoch } = inputs;
  const { step } = training.state;
  const parameters = options.model.countParams();
  await emit({ type: 'training-start', epochs, stepsPerEpoch, batchSize, parameters, step });
  const prefetch = createPrefetch((number) => inputs.at(Math.floor(number / stepsPerEpoch), number % stepsPerEpoch), {
    from: step,
    to: epochs * stepsPerEpoch,
    ahead: options.batchesAhead ?? 1,
  });
  let end: TrainingEnd['end'] | undefined = endOf(training);
  while (end === undefined) {
    const isCutShort = training.state.epoch.steps < stepsPerEpoch && !(await trainSteps(training, prefetch));
    if (!isCutShort) {
      await endEpoch(training);
      end = endOf(training);
    }
    if (training.isStopping) end ??= 'stopped';
    else if (isCutShort) end = 'interrupted';
  }
  if (end !== 'interrupted') await keepWeights(training);
  const trainSeconds = training.state.seconds.steps + training.state.epoch.seconds;
  await emit({ type: 'training-end', end, trainSeconds });
  return { end, state: training.state, trainSeconds };
}

/** Why a training is over; undefined if it is not. */
function endOf({ options, inputs, state }: Training): 'finished' | 'stopped-early' | undefined {
  const { epochs, earlyStopping } = options.recipe.training;
  if (state.epoch.steps > 0) return undefined;
  const done = state.step / inputs.stepsPerEpoch;
  if (done >= epochs) return 'finished';
  const withoutBetter = state.best === null ? 0 : done - 1 - state.best.epoch;
  return earlyStopping !== undefined && withoutBetter >= earlyStopping.patience ? 'stopped-early' : undefined;
}

/**
 * Runs the remaining steps of an epoch. The next batch is prepared while a step runs.
 *
 * @returns false if it was interrupted or stopped.
 */
async function trainSteps(training: Training, prefetch: Prefetch<PreparedInputs>): Promise<boolean> {
  const { options, stepExecutor, emit } = training;
  const { recipe, now, signal, teacher, checkpointSeconds = 60 } = options;
  const { batchSize } = recipe.training;
  const { stepsPerEpoch } = training.inputs;
  const epoch = Math.floor(training.state.step / stepsPerEpoch);
  await emit({ type: 'epoch-start', epoch, index: training.state.epoch.steps });
  let last = now();
  for (let index = training.state.epoch.steps; index < stepsPerEpoch; index++) {
    if (training.isStopping || signal?.aborted) {
      // The model has the weights of the last step even if there is no store for checkpoints.
      await stepExecutor.writeVariables();
      await writeCheckpoint(training);
      return false;
    }
    const { inputs, learningRate, images } = await prefetch.next();
    // Not at the same time as the step before: each of them uses all cores.
    const taught = teacher === undefined ? inputs : { ...inputs, teacher: await teacher(images, batchSize) };
    const running = stepExecutor.run(taught);
    prefetch.refill();
    const report = await running;
    checkStep(report, { epoch, index, learningRate }, training.step.trainedWeights);
    const { scores, gradientNorm } = report;
    const time = now();
    const { step } = training.state;
    training.state = afterStep(training.state, scores, time - last);
    last = time;
    const { steps, seconds } = training.state.epoch;
    const imagesPerSecond = (steps * batchSize) / seconds;
    await emit({ type: 'step', epoch, index, step, learningRate, scores, gradientNorm, imagesPerSecond });
    if (index + 1 < stepsPerEpoch && time - training.lastCheckpoint >= checkpointSeconds) {
      await writeCheckpoint(training);
      last = now();
    }
  }
  return true;
}

/** Evaluates the model on the validation set and writes a checkpoint. */
async function endEpoch(training: Training): Promise<void> {
  const { options, inputs, stepExecutor, predictor, evaluationBatchSize, emit } = training;
  const { recipe, data, now } = options;
  const start = now();
  await stepExecutor.writeVariables();
  const validation = await training.step.withAverages(async () => {
    await predictor.readVariables();
    return evaluateAdder(predictor.predict, data.validation, { batchSize: evaluationBatchSize });
  });
  const step = training.state.step - 1;
  const epoch = Math.floor(step / inputs.stepsPerEpoch);
  const { seconds: trainSeconds, scores } = training.state.epoch;
  training.state = afterEpoch(training.state, epoch, validation.loss, now() - start);
  const imagesPerSecond = (inputs.stepsPerEpoch * recipe.training.batchSize) / trainSeconds;
  await emit({ type: 'epoch-end', epoch, step, train: scores!, validation, imagesPerSecond, trainSeconds });
  const weights = await captureVariables(options.model.weights.map(variableOf));
  await emit({ type: 'weights', step, weights: new Map(weights.map(({ name, data }) => [name, data])) });
  await writeCheckpoint(training);
}

async function writeCheckpoint(training: Training): Promise<void> {
  const { options, checkpoints, step, stepExecutor, emit, state } = training;
  if (checkpoints === undefined) return;
  const start = options.now();
  await stepExecutor.writeVariables();
  const variables = await captureVariables(step.variables);
  for (const { name, data } of variables) checkWeight(name, data, state.step);
  await checkpoints.write({ training: training.identity, state, variables });
  training.lastCheckpoint = options.now();
  const seconds = training.lastCheckpoint - start;
  training.state = afterCheckpoint(state, seconds);
  await emit({ type: 'checkpoint', step: state.step, seconds });
}

/** Gives the model the weights that the recipe keeps, instead of the last step's, and calibrates them if the recipe says so. */
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
