import type { Checkpoint } from '@mnist-adder/trainer';

/** The maximum number of checkpoints of a run that the page keeps. */
const MAX_CHECKPOINTS = 24;

/** The maximum number of bytes that they take. */
const MAX_BYTES = 64e6;

const bytesOf = ({ variables }: Checkpoint) => variables.reduce((sum, { data }) => sum + data.byteLength, 0);

/**
 * Adds a checkpoint to those of a run. If they become too many or too large, those that lie closest together are thinned out, so that those
 * that stay are spread over the run. The first and the newest stay.
 *
 * @param checkpoints in the order of their steps.
 */
export function withCheckpoint(checkpoints: readonly Checkpoint[], checkpoint: Checkpoint): readonly Checkpoint[] {
  let kept = [...checkpoints.filter(({ state }) => state.step < checkpoint.state.step), checkpoint];
  const max = Math.max(2, Math.min(MAX_CHECKPOINTS, Math.floor(MAX_BYTES / bytesOf(checkpoint))));
  while (kept.length > max) {
    const gaps = kept.slice(2).map(({ state }, i) => state.step - kept[i]!.state.step);
    const closest = gaps.indexOf(Math.min(...gaps)) + 1;
    kept = kept.filter((_, i) => i !== closest);
  }
  return kept;
}
