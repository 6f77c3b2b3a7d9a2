/**
 * Networks as plain JSON, and the scores of their outputs: checks and definitions that load no TensorFlow.js.
 *
 * @module @mnist-adder/model/spec
 */

// A network as plain JSON.
export { parseAdderSpec } from './network/parse-spec.js';
export type {
  AdderSpec,
  AdderSpecInput,
  BackboneSettings,
  DenseHeadSettings,
  HeadSettings,
  IdentityCnnSettings,
  LenetSettings,
  MlpSettings,
  Normalization,
  OwnSettings,
  PartSpec,
  PlainHeadSettings,
  SmallCnnSettings,
  VggSettings,
} from './network/adder-spec.js';

// Backbones and heads of your own.
export {
  defineBackbone,
  defineHead,
  DIGIT_LAYER,
  EMBEDDING_LAYER,
  SUM_LAYER,
  type Backbone,
  type BuildContext,
  type Definitions,
  type DenseConfig,
  type Head,
  type HeadInputs,
  type HeadOutputs,
  type Settings,
  type SettingsInput,
  type SettingsIssue,
  type SettingsResult,
  type SettingsSchema,
} from './network/definition.js';

// How good a model is.
export type { OutputScores, Scores } from './evaluation/scores.js';

// What can go wrong.
export { ModelError, type ModelErrorCode, type SavedModelCode } from './model-error.js';
