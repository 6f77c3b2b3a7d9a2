import type { Network } from '../forward/network.js';
import { EMBEDDING_LAYER } from './backbones/backbone.js';

/** The names of the layers that make the embedding of the image: what two networks with other heads may share. */
export function backboneLayers({ layers }: Pick<Network, 'layers'>): ReadonlySet<string> {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    byName.get(name)!.inboundNodes[0]!.inboundLayers.forEach((layer) => {
      visit(layer.name);
    });
  };
  visit(EMBEDDING_LAYER);
  return found;
}
