/** The next 32 bits of a generator, as a signed integer. */
export type NextBits = () => number;

/**
 * The generator xoroshiro128+. Each call returns its next 32 bits.
 *
 * Source: D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators (2018), with the rotations 24, 16, 37.
 *
 * @param state 128 bits as four numbers of 32 bits, the upper half of a word before the lower; not all zero
 */
export function xoroshiro128plus(state: readonly [number, number, number, number]): NextBits {
  let [high0, low0, high1, low1] = state;
  return () => {
    const result = (low0 + low1) | 0;
    const [low, high] = [low1 ^ low0, high1 ^ high0];
    const [l, h] = [low0, high0];
    low0 = (l << 24) ^ (h >>> 8) ^ low ^ (low << 16);
    high0 = (h << 24) ^ (l >>> 8) ^ high ^ ((high << 16) | (low >>> 16));
    low1 = (high << 5) ^ (low >>> 27);
    high1 = (low << 5) ^ (high >>> 27);
    return result;
  };
}

/** A number in [0, 1), a multiple of 2⁻²⁴. */
export const uniform = (next: NextBits): number => (next() & 0xffffff) / 2 ** 24;

/**
 * An integer from 0 to `bound` − 1, each equally likely. Bits that would make the first few integers likelier than the
 * others are drawn again.
 *
 * @param bound an integer from 1 to 2³²
 */
export function below(next: NextBits, bound: number): number {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  let bits: number;
  do bits = next() + 2 ** 31;
  while (bits >= fair);
  return bits % bound;
}
