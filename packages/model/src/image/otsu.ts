/** As fine as bytes are. */
const BINS = 256;

/**
 * The threshold that parts numbers into two groups with the greatest variance between them.
 *
 * Source: N. Otsu (1979), A threshold selection method from gray-level histograms.
 *
 * @param values from 0 to 1; only those above `least` count.
 * @returns `least` where none does.
 */
export function otsuThreshold(values: Float32Array, least = -1): number {
  const counts = new Float64Array(BINS);
  let [total, sum] = [0, 0];
  for (const value of values) {
    if (value <= least) continue;
    const bin = Math.min(BINS - 1, Math.floor(value * BINS));
    counts[bin]!++;
    total++;
    sum += bin;
  }
  let [below, sumBelow, most, threshold] = [0, 0, 0, least];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin]!;
    sumBelow += bin * counts[bin]!;
    if (below === 0 || below === total) continue;
    const distance = sumBelow / below - (sum - sumBelow) / (total - below);
    const variance = below * (total - below) * distance ** 2;
    if (variance <= most) continue;
    most = variance;
    threshold = (bin + 1) / BINS;
  }
  return threshold;
}
