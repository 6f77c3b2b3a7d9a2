/** Where the largest of `length` numbers from `start` on is, counted from `start`; of equal ones the first. */
export function indexOfMax(values: Float32Array, start = 0, length = values.length): number {
  let best = start;
  let largest = values[start]!;
  for (let i = start + 1; i < start + length; i++) {
    const value = values[i]!;
    if (value > largest) {
      best = i;
      largest = value;
    }
  }
  return best - start;
}
