import type { Contestant, Ready } from './contestant.js';

/** Contestants calculate different things, so that there is nothing to compare. */
export class DifferentNetworkError extends Error {
  override readonly name = 'DifferentNetworkError';

  constructor(
    readonly one: string,
    readonly other: string,
    difference: string,
  ) {
    super(`${one} and ${other} do not calculate the same: ${difference}. Nothing was measured.`);
  }
}

/**
 * Makes sure that contestants have networks of the same size, which calculate the same of the same images. One that is too slow
 * to be asked has nothing to show.
 *
 * @param tolerance how far two numbers may lie apart, of numbers beyond 1 in relation to them.
 * @throws {DifferentNetworkError} where one differs from the first.
 */
export function checkSameNetwork(
  entries: readonly { readonly contestant: Contestant; readonly ready: Ready }[],
  tolerance: number,
): void {
  const [first, ...others] = entries.filter(({ ready }) => ready.check.length > 0);
  for (const { contestant, ready } of others) {
    const fail = (difference: string) => {
      throw new DifferentNetworkError(first!.contestant.name, contestant.name, difference);
    };
    const { parameters, check } = first!.ready;
    if (parameters !== undefined && ready.parameters !== undefined && parameters !== ready.parameters)
      fail(`${parameters} parameters and ${ready.parameters}`);
    if (ready.check.length !== check.length) fail(`${check.length} numbers to compare and ${ready.check.length}`);
    for (const [i, value] of ready.check.entries()) {
      const apart = Math.abs(value - check[i]!) / Math.max(1, Math.abs(check[i]!));
      // Not a number is not within any tolerance either.
      if (!(apart <= tolerance)) fail(`number ${i} is ${check[i]!} and ${value}`);
    }
  }
}
