/** How many buckets a histogram has, as TensorBoard's own have. */
const BUCKETS = 30;

/**
 * Counts values in thirty buckets of one width, as TensorBoard's histograms of the second version do. Values that are not finite do not
 * count. Where all are the same, or there is none, the last bucket has them.
 *
 * @returns [30 × 3]: for each bucket its left edge, its right edge, and how many values are in it.
 */
export function histogram(values: Float32Array): Float64Array {
  let [least, most, count] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    count++;
  }
  if (count === 0) [least, most] = [0, 0];
  const width = (most - least) / BUCKETS;
  const counts = new Uint32Array(BUCKETS);
  if (width === 0) counts[BUCKETS - 1] = count;
  else {
    for (const value of values) {
      // The greatest value is the right edge of the last bucket.
      if (Number.isFinite(value)) counts[Math.min(BUCKETS - 1, Math.floor((value - least) / width))]!++;
    }
  }
  const buckets = new Float64Array(3 * BUCKETS);
  for (let i = 0; i < BUCKETS; i++) {
    buckets[3 * i] = least + i * width;
    buckets[3 * i + 1] = i === BUCKETS - 1 ? most : least + (i + 1) * width;
    buckets[3 * i + 2] = counts[i]!;
  }
  return buckets;
}
