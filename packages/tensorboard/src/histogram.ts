/** The number of buckets in TensorBoard's own histograms. */
const BUCKETS = 30;

/** Numbers in a row. */
export type Numbers = Float32Array | Float64Array | readonly number[];

/**
 * Counts values in thirty buckets of equal width, as version 2 of TensorBoard's histograms does. Values that are not finite are left out.
 * If all values are equal, the last bucket has them.
 *
 * @returns [30 × 3]: for each bucket its left edge, its right edge and the number of values in it.
 */
export function histogram(values: Numbers): Float64Array {
  let [min, max, count] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    count++;
  }
  if (count === 0) [min, max] = [0, 0];
  const width = (max - min) / BUCKETS;
  const counts = new Uint32Array(BUCKETS);
  if (width === 0) counts[BUCKETS - 1] = count;
  else {
    for (const value of values) {
      // The maximum is the right edge of the last bucket.
      if (Number.isFinite(value)) counts[Math.min(BUCKETS - 1, Math.floor((value - min) / width))]!++;
    }
  }
  const buckets = new Float64Array(3 * BUCKETS);
  for (let i = 0; i < BUCKETS; i++) {
    buckets[3 * i] = min + i * width;
    buckets[3 * i + 1] = i === BUCKETS - 1 ? max : min + (i + 1) * width;
    buckets[3 * i + 2] = counts[i]!;
  }
  return buckets;
}
