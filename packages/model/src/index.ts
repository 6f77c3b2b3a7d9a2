/**
 * Networks that read a digit and add a number to it: built, calculated, saved, used and measured, on any TensorFlow.js backend.
 *
 * @module @mnist-adder/model
 */

// A network as plain JSON.
export {
  adderSpecSchema,
  parseAdderSpec,
  type AdderSpec,
  type AdderSpecInput,
  type BackboneSpec,
  type HeadSpec,
} from './spec/adder-spec.js';

// A spec to a model.
export { createAdder, type CreateAdderOptions } from './network/create-adder.js';
export { hasSum } from './network/has-sum.js';
export { backboneLayers } from './network/backbone-layers.js';

// A model in plain ops, for training and for recording.
export { dropoutLayers, type DropoutLayer } from './forward/dropout-layers.js';
export {
  forward,
  type AdderInputs,
  type AdderOutputs,
  type DigitInputs,
  type DigitOutputs,
} from './forward/forward.js';
export { forwardEvery } from './forward/forward-every.js';
export type { ForwardHooks, ForwardMode, InferenceMode, TrainingMode } from './forward/forward-mode.js';
export type { Network, NetworkLayer, NetworkWeight } from './forward/network.js';
export { variableOf } from './forward/variable-of.js';

// A picture to what a network sees.
export type { Picture } from './image/picture.js';
export { BlankImageError, prepareImage } from './image/prepare-image.js';

// A model to what it makes of pairs.
export { predictDigits } from './prediction/predict-digits.js';
export { predictPairs } from './prediction/predict-pairs.js';
export { answerDigits, type DigitPrediction, type DigitsToPredict } from './prediction/answer-digits.js';
export {
  answerPairs,
  type PairPrediction,
  type PairProbabilities,
  type PairsToPredict,
} from './prediction/answer-pairs.js';
export { indexOfMax } from './prediction/index-of-max.js';
export { unitPixels, type Pixels } from './prediction/image-tensor.js';

// A model to how good it is.
export {
  evaluateAdder,
  type AdderEvaluation,
  type DigitEvaluation,
  type EvaluateAdderOptions,
  type Evaluation,
} from './evaluation/evaluate-adder.js';
export {
  analyseAdder,
  fitTemperatures,
  type AnalyseAdderOptions,
  type Analysis,
  type GroupAccuracy,
  type Mistake,
  type OutputAnalysis,
  type Temperatures,
} from './evaluation/analyse-adder.js';
export { readDigits } from './evaluation/read-digits.js';
export { countRightAnswers, type RightAnswers } from './evaluation/right-answers.js';
export { compareAnswers, type Comparison, type PairedComparison } from './evaluation/compare-answers.js';
export { pairedPermutationTest } from './evaluation/paired-permutation-test.js';
export type { Calibration, ReliabilityBin } from './evaluation/calibration.js';
export {
  eagerPredictor,
  type AdderPrediction,
  type DigitOnlyPrediction,
  type EveryPrediction,
  type PredictEvery,
} from './evaluation/predict-every.js';

// A model to files and back; `./node` has them on disk.
export { decodeAdder, type DecodeAdderOptions, type SavedAdder } from './saved-model/decode-adder.js';
export { openNetwork, type OpenNetwork } from './saved-model/open-network.js';
export { encodeAdder, type EncodeAdderOptions } from './saved-model/encode-adder.js';
export type { QuantizationType } from './saved-model/quantization.js';
export { MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from './saved-model/files.js';
export { adderMetadataSchema, type AdderMetadata, type AdderMetadataInput } from './saved-model/metadata.js';

// What can go wrong.
export { SavedModelError, type SavedModelCode, type SavedModelFacts } from './saved-model/saved-model-error.js';
export { SpecError } from './spec/spec-error.js';
export { UnsupportedModelError } from './forward/unsupported-model-error.js';
