import { isDeepStrictEqual } from 'node:util';
import { ArgumentError } from '@mnist-adder/dataset';
import { backboneLayers } from '@mnist-adder/model';
import type { AdderSpec } from '@mnist-adder/model';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { openKnownModel } from './known-model.js';
import type { KnownModel } from './known-model.js';

/**
 * Gives a model the weights of a saved one: those of the backbone, and of the head where both have the same.
 *
 * @param spec what the model was made of.
 * @throws `ArgumentError` where the saved model is no longer the one that is known, or has another backbone.
 */
export async function beginWith(model: LayersModel, spec: AdderSpec, known: KnownModel): Promise<void> {
  const { model: saved, metadata } = await openKnownModel(known);
  try {
    for (const part of ['normalization', 'backbone'] as const) {
      if (isDeepStrictEqual(metadata.spec[part], spec[part])) continue;
      const [expected, found] = [JSON.stringify(spec[part]), JSON.stringify(metadata.spec[part])];
      throw new ArgumentError('from', `a model with the ${part} ${expected}, and not ${found}`, known.folder);
    }
    const backbone = backboneLayers(model);
    const sameHead = isDeepStrictEqual(metadata.spec.head, spec.head);
    for (const layer of model.layers) {
      if (layer.weights.length === 0 || !(sameHead || backbone.has(layer.name))) continue;
      layer.setWeights(saved.getLayer(layer.name).getWeights());
    }
  } finally {
    saved.dispose();
  }
}
