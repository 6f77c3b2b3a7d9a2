import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LayerFacts } from '../src/prediction/protocol.js';

interface SavedLayer {
  readonly name: string;
  readonly class_name: string;
  readonly inbound_nodes: readonly (readonly [string, ...unknown[]][])[];
}

/** The layers of a shipped model, as its file says. */
export function shippedLayers(model: string): LayerFacts[] {
  const file = fileURLToPath(import.meta.resolve(`@mnist-adder/models/${model}/model.json`));
  const { modelTopology } = JSON.parse(readFileSync(file, 'utf8')) as {
    modelTopology: { config: { layers: SavedLayer[] } };
  };
  return modelTopology.config.layers.map(({ name, class_name: type, inbound_nodes: nodes }) => ({
    name,
    type,
    inputs: nodes[0]?.map(([input]) => input) ?? [],
    config: {},
  }));
}

const layer = (name: string, type: string, ...inputs: string[]): LayerFacts => ({
  name,
  type,
  inputs,
  config: { axis: -1 },
});

/** The layers of a small network that adds what it reads and a number. */
export const SMALL_NETWORK: readonly LayerFacts[] = [
  layer('image', 'InputLayer'),
  layer('relu_1', 'ReLU', 'image'),
  layer('flatten', 'Flatten', 'relu_1'),
  layer('addend', 'InputLayer'),
  layer('concat', 'Concatenate', 'flatten', 'addend'),
  layer('sum', 'Dense', 'concat'),
];
