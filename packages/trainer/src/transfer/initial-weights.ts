import { isDeepStrictEqual } from 'node:util';
import { ArgumentError } from '@mnist-adder/dataset';
import { type AdderSpec } from '@mnist-adder/model';
import { backboneLayers } from '@mnist-adder/model/internal';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { openPinnedModel, type PinnedModel } from './pinned-model.js';

/**
 * Loads the weights of a saved model into a model: those of the backbone, and those of the head if both have the same head.
 *
 * @param spec the spec of the model.
 * @throws `ArgumentError` if the saved model has changed since it was pinned, or has another backbone.
 */
export async function loadInitialWeights(model: LayersModel, spec: AdderSpec, pinned: PinnedModel): Promise<void> {
  const { model: saved, metadata } = await openPinnedModel(pinned);
  try {
    for (const part of ['normalization', 'backbone'] as const) {
      if (isDeepStrictEqual(metadata.spec[part], spec[part])) continue;
      const [expected, found] = [JSON.stringify(spec[part]), JSON.stringify(metadata.spec[part])];
      throw new ArgumentError('from', `a model with the ${part} ${expected}, and not ${found}`, pinned.folder);
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
