import { explainUnit } from '../arithmetic/explain-unit.js';
import { rearranges } from '../prediction/parts.js';
import type { LayerActivation, LayerFacts } from '../prediction/protocol.js';

/** A number that a unit is calculated from: the layer that calculated it and its index there. */
export interface Source {
  readonly layer: LayerFacts;
  readonly index: number;
  readonly shape: readonly number[];
}

/** Finds where a number of a layer was calculated, through layers that only rearrange numbers. */
export function sourceOf(
  layers: readonly LayerFacts[],
  outputs: ReadonlyMap<string, LayerActivation>,
  name: string,
  index: number,
): Source {
  const layer = layers.find((candidate) => candidate.name === name)!;
  if (rearranges(layer)) {
    const inputs = layer.inputs.map((input) => outputs.get(input));
    if (inputs.every((input) => input !== undefined)) {
      const explained = explainUnit({ type: layer.type, config: layer.config, weights: {}, inputs }, index);
      if ('terms' in explained) {
        const { terms } = explained;
        return sourceOf(layers, outputs, layer.inputs[terms.inputs[0]!]!, terms.indices[0]!);
      }
    }
  }
  return { layer, index, shape: outputs.get(name)!.shape };
}

/** Says which number a source is, in words: `relu_4, map 12, row 3, column 1`, `digit 7`, `addend 5`. */
export function nameOf({ layer: { name }, index, shape }: Source): string {
  if (shape.length === 3) {
    const [, width, channels] = shape as [number, number, number];
    const place = Math.floor(index / channels);
    const map = channels === 1 ? '' : `, map ${(index % channels) + 1}`;
    return `${name}${map}, row ${Math.floor(place / width) + 1}, column ${(place % width) + 1}`;
  }
  if (shape.length === 2) {
    const width = shape[1]!;
    return name === 'pairs' ? `${Math.floor(index / width)} and ${index % width}` : `${name} ${index}`;
  }
  // Classes are counted from 0, as the digits are; units from 1.
  return CLASSES.test(name) ? `${name.replace('_logits', '')} ${index}` : `${name} ${index + 1}`;
}

const CLASSES = /^(digit|sum|addend)(_logits)?$/;
