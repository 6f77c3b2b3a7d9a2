import { expect, test, vi } from 'vitest';

import { memoizeLast } from './memoize-last.js';

test('computes once for as long as the key stays, and keeps no older result', () => {
  const square = vi.fn((key: number) => key * key);
  const memoized = memoizeLast(square);
  expect([0, 0, 3, 3, 0].map(memoized)).toEqual([0, 0, 9, 9, 0]);
  expect(square.mock.calls).toEqual([[0], [3], [0]]);
});
