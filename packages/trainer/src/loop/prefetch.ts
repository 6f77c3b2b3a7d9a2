/** Prepares items in order, some of them ahead of time. */
export interface Prefetch<Item> {
  /** The next item. */
  next(): Promise<Item>;
  /** Starts preparing items until the wanted number is in progress. */
  refill(): void;
}

/**
 * Prepares the next items while the current one is in use.
 *
 * @param make prepares the item of a number.
 * @param from the first number.
 * @param to one more than the last number.
 * @param ahead the number of items in progress at once.
 */
export function createPrefetch<Item>(
  make: (number: number) => Promise<Item>,
  { from, to, ahead }: { readonly from: number; readonly to: number; readonly ahead: number },
): Prefetch<Item> {
  const underWay: Promise<Item>[] = [];
  let upcoming = from;
  const begin = () => {
    const item = make(upcoming++);
    // The caller of `next` gets the error. If training ends before, nobody needs it.
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
