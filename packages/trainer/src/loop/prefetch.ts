/** Makes items in order, some of them ahead of time. */
export interface Prefetch<Item> {
  /** The next item. */
  next(): Promise<Item>;
  /** Begins to make items until so many are on their way as are wanted. */
  refill(): void;
}

/**
 * Prepares what comes next while what is there is used.
 *
 * @param make makes the item of a number.
 * @param from the first number.
 * @param to one more than the last.
 * @param ahead how many items are on their way at once.
 */
export function createPrefetch<Item>(
  make: (number: number) => Promise<Item>,
  { from, to, ahead }: { readonly from: number; readonly to: number; readonly ahead: number },
): Prefetch<Item> {
  const underWay: Promise<Item>[] = [];
  let upcoming = from;
  const begin = () => {
    const item = make(upcoming++);
    // Whoever takes it learns of it; nobody may, when the training ends before.
    item.catch(() => undefined);
    underWay.push(item);
  };
  return {
    next() {
      if (underWay.length === 0) begin();
      return underWay.shift()!;
    },
    refill() {
      while (underWay.length < ahead && upcoming < to) begin();
    },
  };
}
