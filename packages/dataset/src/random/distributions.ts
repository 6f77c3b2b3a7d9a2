/** A generator's next 32 bits, as a signed integer. */
export type NextBits = () => number;

/** A number in [0, 1), a multiple of 2⁻²⁴. */
export const uniform = (next: NextBits): number => (next() & 0xffffff) / 2 ** 24;

/**
 * An integer from 0 to `bound` − 1. What would make the first few likelier than the others is drawn again.
 *
 * @param bound an integer from 1 to 2³².
 */
export function below(next: NextBits, bound: number): number {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  let bits: number;
  do bits = next() + 2 ** 31;
  while (bits >= fair);
  return bits % bound;
}
