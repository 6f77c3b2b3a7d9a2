/** Where the largest of `length` numbers from `start` on is, counted from `start`; of equal ones the first. */
export function indexOfMax(values: Float32Array, start = 0, length = values.length): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
