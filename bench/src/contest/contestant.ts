import * as z from 'zod/mini';

/** A program that takes part in a contest and answers the bench line by line. */
export interface Contestant {
  /** `onnx`, `pytorch`. */
  readonly name: string;
  /** Whether it is part of this project. */
  readonly kind: 'ours' | 'peer';
  readonly command: string;
  readonly args: readonly string[];
  /** Images in a step or a prediction. */
  readonly batchSize: number;
  /** Whether it is so slow that it runs only once. */
  readonly slow?: boolean;
}

/** What a contestant writes when it is ready, before anything is timed. */
export const readySchema = z.strictObject({
  /** A description for people: `PyTorch 2.15.0, 2 threads`. */
  description: z.string(),
  /** Number of parameters, if the contestant knows it. */
  parameters: z.exactOptional(z.int()),
  /** Its results for the same images with the same weights: losses of steps, or probabilities. */
  check: z.array(z.number()),
});
export type Ready = z.output<typeof readySchema>;

/** A contestant with what it wrote when it was ready. */
export interface ReadyContestant {
  readonly contestant: Contestant;
  readonly ready: Ready;
}

/**
 * Checks that all contestants have networks of the same size, which give the same results for the same images. A contestant
 * that is too slow to be checked has no results.
 *
 * @param tolerance maximum difference of two numbers; relative for numbers beyond 1.
 * @throws {Error} if one of them differs from the first.
 */
export function checkSameNetwork(contestants: readonly ReadyContestant[], tolerance: number): void {
  const [first, ...others] = contestants.filter(({ ready }) => ready.check.length > 0);
  for (const { contestant, ready } of others) {
    const fail = (difference: string) => {
      const names = `${first!.contestant.name} and ${contestant.name}`;
      throw new Error(`${names} do not calculate the same: ${difference}. Nothing was measured.`);
    };
    const { parameters, check } = first!.ready;
    if (parameters !== undefined && ready.parameters !== undefined && parameters !== ready.parameters)
      fail(`${parameters} parameters and ${ready.parameters}`);
    if (ready.check.length !== check.length) fail(`${check.length} numbers to compare and ${ready.check.length}`);
    for (const [i, value] of ready.check.entries()) {
      const difference = Math.abs(value - check[i]!) / Math.max(1, Math.abs(check[i]!));
      // NaN is not within any tolerance either.
      if (!(difference <= tolerance)) fail(`number ${i} is ${check[i]!} and ${value}`);
    }
  }
}
