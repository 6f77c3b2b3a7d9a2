import { explainUnit } from '../src/arithmetic/explain-unit.js';
import type { LayerNumbers } from '../src/arithmetic/explanation.js';

/**
 * The largest difference between what explanations say and what a layer gives, over all its units.
 *
 * @param values the layer's output. The difference from one beyond ±1 is relative.
 */
export function farthest(layer: LayerNumbers, values: ArrayLike<number>): number {
  let difference = 0;
  for (let i = 0; i < values.length; i++) {
    const explained = explainUnit(layer, i);
    if ('why' in explained) throw new Error(explained.why);
    const apart = Math.abs(explained.result - values[i]!) / Math.max(1, Math.abs(values[i]!));
    // A number that is none is as far away as can be.
    difference = Math.max(difference, Number.isNaN(apart) ? Infinity : apart);
  }
  return difference;
}
