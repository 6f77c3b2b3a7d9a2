/**
 * Networks as plain JSON, and the scores of their outputs: schemas and definitions that load no TensorFlow.js.
 *
 * @module @mnist-adder/model/spec
 */

// A network as plain JSON.
export {
  adderSpecSchema,
  BACKBONES,
  createAdderSpecSchema,
  findHead,
  HEADS,
  parseAdderSpec,
  type AdderSpec,
  type AdderSpecInput,
  type PartSpec,
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
  type SettingsSchema,
} from './network/definition.js';

// How good a model is.
export { mergeScores, scoresSchema, type OutputScores, type Scores } from './evaluation/scores.js';
