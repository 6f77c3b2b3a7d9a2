/** A pure function of a number that remembers its last result, since an epoch is asked for many times in a row. */
export function memoizeLast<T>(compute: (key: number) => T): (key: number) => T {
  let last: { key: number; value: T } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}
