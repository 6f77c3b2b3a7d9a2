import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeAdder, MODEL_FILE, WEIGHTS_FILE } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import '@tensorflow/tfjs-backend-cpu';
import type { ShippedModel } from '../src/models/shipped-model.js';
import type { Shipment, ShippedFile } from './shipped-files.js';

/** The models that the page compares, by the head that each has; the first is the one that it opens with. */
const MODELS = [
  { id: 'exact-small', head: 'exact' },
  { id: 'adder-small', head: 'concat' },
  { id: 'stacked-sum', head: 'stacked' },
] as const;

/** Trained models with their weights in bytes instead of floats: a quarter to fetch. Each was checked by reading it. */
export async function shippedModels(): Promise<Shipment> {
  const files: ShippedFile[] = [];
  const facts: ShippedModel[] = [];
  for (const { id, head } of MODELS) {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@mnist-adder/models/${id}/model.json`)));
    const { model, metadata } = await readAdder(folder);
    const { json, weights } = await encodeAdder(model, metadata, { quantization: 'uint8' });
    const paths = { json: `models/${id}/${MODEL_FILE}`, weights: `models/${id}/${WEIGHTS_FILE}` };
    files.push({ path: paths.json, bytes: new TextEncoder().encode(json) });
    files.push({ path: paths.weights, bytes: weights });
    const { digitAccuracy, sumAccuracy } = metadata.metrics;
    facts.push({
      id,
      head,
      ...paths,
      parameters: model.countParams(),
      digitAccuracy: digitAccuracy!,
      sumAccuracy: sumAccuracy!,
    });
    model.dispose();
  }
  return { name: 'shipped-models', files, facts };
}
