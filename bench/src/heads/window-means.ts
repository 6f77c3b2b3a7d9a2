/** The mean of every `size` values; the last ones, where they are fewer, have a mean of their own. */
export function windowMeans(values: readonly number[], size: number): number[] {
  const means: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    const window = values.slice(start, start + size);
    means.push(window.reduce((sum, value) => sum + value, 0) / window.length);
  }
  return means;
}
