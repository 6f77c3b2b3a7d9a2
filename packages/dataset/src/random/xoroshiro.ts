/**
 * The generator xoroshiro128+: its next 32 bits, as a signed integer, with every call.
 *
 * Source: D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators (2018), with the rotations 24, 16, 37.
 *
 * @param state 128 bits, each number 32 of them, the upper half of a word before the lower; not all zero.
 */
export function xoroshiro128plus(state: readonly [number, number, number, number]): () => number {
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
