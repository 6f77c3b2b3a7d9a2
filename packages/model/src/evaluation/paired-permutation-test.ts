/**
 * Tests whether paired differences could be chance. The result is the fraction, 0..1, of all ways to flip their signs whose sum is at
 * least as far from zero as the observed one. Two-sided and exact.
 *
 * It only assumes that each difference could as well have the other sign if both sides were equally good. So it holds for images with
 * ten pairs each, whose errors are correlated. If each difference is -1, 0 or 1, it is McNemar's exact test.
 *
 * Source: R. A. Fisher, The Design of Experiments (1935), § 21.
 *
 * @param differences integers.
 */
export function pairedPermutationTest(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  const found = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // The probability of each sum from -reach to reach, sign after sign.
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
