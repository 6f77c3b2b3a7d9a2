/**
 * Recipes, the training step and its loop: anywhere.
 *
 * @module @mnist-adder/trainer
 */

// Recipes.
export { RECIPE_IDS, findRecipe } from './recipe/recipes.js';
export { recipeSchema } from './recipe/recipe.js';
export { changeSettings, parseRecipe, SettingError } from './recipe/change-settings.js';
export type { SettingChange } from './recipe/change-settings.js';
export type { Recipe, RecipeInput, ReportedAccuracy } from './recipe/recipe.js';
export type { OptimizerSettings } from './recipe/optimizer-settings.js';
export type { LearningRateSettings } from './recipe/learning-rate-settings.js';

// Numbers that are written in images, and learning from their sums.
export { addDigits, dealProblems } from './addition/deal-problems.js';
export type { AdditionProblems } from './addition/deal-problems.js';
export { sumLogLikelihood } from './addition/sum-log-likelihood.js';
export { evaluateAddition } from './addition/evaluate-addition.js';
export type { AdditionEvaluation } from './addition/evaluate-addition.js';

// Trained models as a teacher of another.
export { teacherOf } from './transfer/teacher.js';
export type { Teacher } from './transfer/teacher.js';

// Training images, changed at random.
export { inlineAugmenter } from './augmentation/inline-augmenter.js';
export type { Augmenter } from './augmentation/augmenter.js';

// The step and the loop, on anything that can execute a step.
export { train } from './loop/train.js';
export type { TrainingOutcome, TrainOptions } from './loop/train.js';
export { createTrainingStep } from './step/training-step.js';
export type { TrainingStep } from './step/training-step.js';
export type { AdderReport, DigitReport, StepReport } from './step/step-report.js';
export { compiledExecutor } from './loop/compiled-executor.js';
export { eagerExecutor } from './loop/eager-executor.js';
export type { Executor, InputData, PredictorExecutor, StepExecutor } from './loop/executor.js';
export { ADAM_KERNEL, hasAdamKernel } from './step/adam-update.js';
export type { AdamKernelInputs, AdamResult, AdamState } from './step/adam-update.js';
export { createFeeds } from './loop/feeds.js';
export type { Feed, FeedOptions, Feeds } from './loop/feeds.js';
export type { Answers } from './loop/metrics.js';

// What a training goes on from.
export { memoryCheckpoints } from './checkpoint/checkpoint.js';
export type { Checkpoint, CheckpointStore, CheckpointVariable } from './checkpoint/checkpoint.js';
export type { TrainingState } from './checkpoint/training-state.js';

// A trained model made fast.
export { compilePredictor } from './prediction/compiled-predictor.js';
export type { Predictor, PredictorOptions, SessionOptions } from './prediction/compiled-predictor.js';
export { recordPrediction } from './prediction/record-prediction.js';

// What a run tells of itself.
export type {
  CheckpointWritten,
  EpochEnd,
  EpochStart,
  StepEnd,
  TrainingEnd,
  TrainingEvent,
  TrainingStart,
  WeightsAtEpochEnd,
} from './loop/events.js';
export type { AdderMetrics, DigitMetrics, TrainingMetrics } from './loop/metrics.js';
export { NonFiniteError } from './loop/non-finite-error.js';
export type { StepPlace } from './loop/non-finite-error.js';
export { NonFiniteWeightError } from './loop/non-finite-weight-error.js';
