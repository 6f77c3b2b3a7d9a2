/**
 * Tests whether paired differences could be chance: the part, 0..1, of all ways to turn their signs round that come to a
 * sum as far from zero as theirs, or farther. Two-sided and exact.
 *
 * It asks for nothing but that each difference would be as likely the other way round if the two sides were equally good, and
 * so holds for images with ten pairs each, whose errors go together. Where each difference is -1, 0 or 1 it is McNemar's exact test.
 *
 * Source: R. A. Fisher, The Design of Experiments (1935), § 21.
 *
 * @param differences integers.
 */
export function pairedPermutationTest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  const found = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // The chance of each sum from -reach to reach, sign after sign.
  let chances = new Float64Array(2 * reach + 1);
  chances[reach] = 1;
  let farthest = 0;
  for (const size of sizes) {
    const next = new Float64Array(chances.length);
    for (let sum = reach - farthest; sum <= reach + farthest; sum++) {
      const half = chances[sum]! / 2;
      next[sum - size]! += half;
      next[sum + size]! += half;
    }
    chances = next;
    farthest += size;
  }
  const beyond = chances.reduce((sum, chance, i) => (Math.abs(i - reach) >= found ? sum + chance : sum), 0);
  return Math.min(1, beyond);
}
