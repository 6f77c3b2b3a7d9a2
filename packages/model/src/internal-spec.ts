/**
 * What the other packages of mnist-adder need of networks as plain JSON and nobody else does. It may change in any release.
 *
 * @module @mnist-adder/model/internal/spec
 */

export { BACKBONES, createAdderSpecSchema, HEADS } from './network/spec-schema.js';
export { findHead } from './network/parse-spec.js';
export { mergeScores } from './evaluation/scores.js';
export { scoresSchema } from './evaluation/scores-schema.js';
