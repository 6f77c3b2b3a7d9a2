/**
 * Networks that read a digit and add a number to it: built, calculated, saved, used and measured, on any TensorFlow.js backend.
 *
 * @module @mnist-adder/model
 */

// A network as plain JSON, backbones and heads of your own, and scores.
export * from './spec.js';

// A spec to a model.
export { createAdder, type CreateAdderOptions } from './network/create-adder.js';
export { hasSum, type Network, type NetworkLayer, type NetworkWeight } from './network/network.js';

// A model in plain ops, for training and for recording.
export { forward, type Inputs, type Outputs } from './forward/forward.js';
export { dropoutLayers, type DropoutLayer } from './forward/regularisation.js';
export type { ForwardHooks, ForwardMode, InferenceMode, TrainingMode } from './forward/forward-mode.js';

// A picture to what a network sees.
export type { Picture } from './image/picture.js';
export { PictureError, type PictureCode } from './image/picture-error.js';
export { prepareImage } from './image/prepare-image.js';
export { prepareNumber, type PreparedDigit } from './image/prepare-number.js';

// A model to its answers.
export { predictDigits, predictPair, predictPairs } from './prediction/predict.js';
export { likelyNumbers, likelySums, type LikelyNumber } from './prediction/likely-numbers.js';
export {
  type DigitsToPredict,
  type PairPrediction,
  type PairsToPredict,
  type PairToPredict,
  type PredictOptions,
  type Prediction,
} from './prediction/prediction.js';

// What digits look like to a model.
export { fitFamiliarity } from './evaluation/fit-familiarity.js';
export type { Familiarity } from './familiarity/familiarity.js';

// A model to how good it is.
export { evaluateAdder, type EvaluateAdderOptions } from './evaluation/evaluate-adder.js';
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
export { countRightAnswers, type RightAnswers } from './evaluation/right-answers.js';
export { compareAnswers, type Comparison, type PairedComparison } from './evaluation/compare-answers.js';
export type { Calibration, ReliabilityBin } from './evaluation/calibration.js';
export {
  eagerPredictor,
  type LogProbabilities,
  type PredictAllAddends,
  type PredictionOptions,
} from './evaluation/predict-all-addends.js';

// A model to files and back; `./node` reads and writes them on disk.
export { decodeAdder, type DecodeAdderOptions, type SavedAdder } from './saved-model/decode-adder.js';
export { encodeAdder, type EncodeAdderOptions } from './saved-model/encode-adder.js';
export { MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from './saved-model/files.js';
export type { AdderMetadata, AdderMetadataInput } from './saved-model/metadata.js';
export { openNetwork, type OpenNetwork } from './saved-model/open-network.js';
export type { QuantizationType } from './saved-model/quantization.js';
