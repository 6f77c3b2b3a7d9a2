import { ADDEND_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import { indexOfMax } from '@mnist-adder/model/internal';

/** A question that networks answer differently. */
export interface Disagreement {
  /** The index of the sample. */
  readonly sample: number;
  readonly addend: number;
}

interface Search {
  /** The samples to look at, in order. */
  readonly samples: readonly number[];
  /** The sums that each network gives for a sample, each [10 × 19]. */
  readonly sumsOf: (sample: number) => Promise<readonly Float32Array[]>;
  /** The addend to look at first. Another one is chosen only if the networks agree on this one. */
  readonly addend: number;
  /** Called with the number of samples that were looked at. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

/** Finds the first sample for which networks disagree about a sum; undefined if they agree about all of them, or the search is aborted. */
export async function findDisagreement(search: Search): Promise<Disagreement | undefined> {
  const { samples, sumsOf, addend: asked, onProgress, signal } = search;
  for (const [i, sample] of samples.entries()) {
    if (signal?.aborted) return undefined;
    const all = await sumsOf(sample);
    const disagree = (addend: number) =>
      new Set(all.map((sums) => indexOfMax(sums, addend * SUM_CLASSES, SUM_CLASSES))).size > 1;
    const others = Array.from({ length: ADDEND_CLASSES - 1 }, (_, j) => (asked + 1 + j) % ADDEND_CLASSES);
    const addend = [asked, ...others].find(disagree);
    if (addend !== undefined) return { sample, addend };
    onProgress?.(i + 1);
  }
  return undefined;
}
