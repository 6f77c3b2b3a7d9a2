import type { TrainingOrder } from './protocol.js';

/** How far a run came. */
export interface RunExtent {
  /** Steps done. */
  readonly step: number;
  /** Steps in the whole run. */
  readonly steps: number;
}

/** Names a run for what it did: `exact-fast, seed 1, 3 epochs`, or `exact-fast, seed 1, stopped at step 120 of 750`. */
export function runName(
  { recipe, seed, epochs }: Pick<TrainingOrder, 'recipe' | 'seed' | 'epochs'>,
  { step, steps }: RunExtent,
): string {
  const extent =
    step < steps ? `stopped at step ${step} of ${steps}` : `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  return `${recipe}, seed ${seed}, ${extent}`;
}
