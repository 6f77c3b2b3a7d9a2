import { ADDEND_CLASSES, IMAGE_SIDE } from '@mnist-adder/dataset';
import { input, layers, model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { parseAdderSpec, type AdderSpecInput, type BackboneSpec, type HeadSpec } from '../spec/adder-spec.js';
import { applyAll } from './apply.js';
import { BACKBONES } from './backbones/backbones.js';
import { createBuildContext, type BuildContext } from './build-context.js';
import type { HeadInputs, HeadOutputs } from './heads/head.js';
import { HEADS } from './heads/heads.js';

export interface CreateAdderOptions {
  /** An integer that the initial weights are drawn from: same spec and seed, same weights, byte for byte. Default: 0. */
  readonly seed?: number;
}

/**
 * Builds a network of stock TensorFlow.js layers, on the backend that is active.
 *
 * Inputs: `image` [b, 28, 28, 1], pixels from 0 to 1, ink light on dark; `addend` [b, 10], one-hot. Outputs, each a
 * probability distribution: `digit` [b, 10] and `sum` [b, 19]. With the head `digit` there is neither an addend nor a sum.
 * Normalisation is a layer inside, so whoever loads the model cannot get it wrong. The layer named `embedding` gives the
 * embedding.
 *
 * @throws `SpecError` unless the spec is valid.
 * @throws `ArgumentError` unless the seed is an integer.
 */
export function createAdder(spec: AdderSpecInput, { seed = 0 }: CreateAdderOptions = {}): LayersModel {
  const { normalization, backbone, head } = parseAdderSpec(spec);
  const context = createBuildContext(seed);
  const image = input({ name: 'image', shape: [IMAGE_SIDE, IMAGE_SIDE, 1] });
  const addend = input({ name: 'addend', shape: [ADDEND_CLASSES] });
  const normalised = applyAll(
    image,
    layers.rescaling({
      name: 'normalization',
      scale: 1 / normalization.std,
      offset: -normalization.mean / normalization.std,
    }),
  );
  const embedding = buildBackbone(normalised, backbone, context);
  const { digit, sum } = buildHead({ embedding, addend }, head, context);
  const name = 'mnist_adder';
  return sum === undefined
    ? model({ name, inputs: image, outputs: digit })
    : model({ name, inputs: [image, addend], outputs: [digit, sum] });
}

function buildBackbone(image: SymbolicTensor, settings: BackboneSpec, context: BuildContext): SymbolicTensor {
  const backbone = BACKBONES.find(({ schema }) => schema.shape.type.def.values.includes(settings.type as never))!;
  // Found by its type, it takes these settings; TypeScript cannot tell that the two unions go together.
  return backbone.build(image, settings as never, context);
}

function buildHead(inputs: HeadInputs, settings: HeadSpec, context: BuildContext): HeadOutputs {
  const head = HEADS.find(({ schema }) => schema.shape.type.def.values.includes(settings.type as never))!;
  return head.build(inputs, settings as never, context);
}
