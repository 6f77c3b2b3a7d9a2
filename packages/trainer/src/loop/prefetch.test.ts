import { expect, test } from 'vitest';
import { createPrefetch } from './prefetch.js';

/** Prepares numbers and lists those that were begun. */
function counted(options: { from: number; to: number; ahead: number }) {
  const begun: number[] = [];
  const make = (number: number) => {
    begun.push(number);
    return Promise.resolve(number);
  };
  return { begun, prefetch: createPrefetch(make, options) };
}

test('gives items in order, so many ahead and none beyond the last', async () => {
  const { begun, prefetch } = counted({ from: 3, to: 7, ahead: 2 });
  expect(begun).toEqual([]);
  const taken: number[] = [];
  for (const ahead of [2, 2, 1, 0]) {
    taken.push(await prefetch.next());
    prefetch.refill();
    expect(begun).toHaveLength(taken.length + ahead);
  }
  expect(taken).toEqual([3, 4, 5, 6]);
});

test('an item that cannot be made is a failure where it is taken, and only there', async () => {
  const prefetch = createPrefetch(
    (number) => (number === 1 ? Promise.reject(new Error('one')) : Promise.resolve(number)),
    { from: 0, to: 3, ahead: 2 },
  );
  expect(await prefetch.next()).toBe(0);
  prefetch.refill();
  await new Promise((resolve) => setImmediate(resolve));
  await expect(prefetch.next()).rejects.toThrow('one');
});
