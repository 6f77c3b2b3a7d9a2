/**
 * What the other packages of mnist-adder need of this one and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/model/internal
 */

// Weights and layers of a model.
export { backboneLayers, variableOf } from './network/network.js';
export { forwardAllAddends } from './forward/forward.js';

// Predictions by other means.
export { isUnusual } from './familiarity/familiarity.js';
export { parseFamiliarity } from './familiarity/familiarity-schema.js';
export { answerDigits, answerPair, answerPairs, checkFinite, indexOfMax } from './prediction/prediction.js';
export { imageTensor, unitPixels } from './prediction/pixels.js';
export { readDigits } from './evaluation/read-digits.js';

// Saved models from other places than a folder.
export { weightsFiles } from './saved-model/parse-manifest.js';
