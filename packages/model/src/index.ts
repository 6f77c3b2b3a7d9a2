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

// A model in plain ops, for training and for recording.
export { dropoutLayers, type DropoutLayer } from './forward/dropout-layers.js';
export { forward, type ForwardInputs, type ForwardOutputs } from './forward/forward.js';
export type { ForwardMode, InferenceMode, TrainingMode } from './forward/forward-mode.js';
export { variableOf } from './forward/variable-of.js';

// What can go wrong.
export { SpecError } from './spec/spec-error.js';
export { UnsupportedModelError } from './forward/unsupported-model-error.js';
