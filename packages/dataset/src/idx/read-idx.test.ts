import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { idxBytes } from '../../test/idx-bytes.js';
import { readIdx } from './read-idx.js';

const file = idxBytes([3], [5, 0, 4]);

test('reads a file alike, compressed or not', async () => {
  const expected = { source: 'labels', dimensions: [3], data: Uint8Array.of(5, 0, 4) };
  expect(await readIdx(file, { source: 'labels' })).toEqual(expected);
  expect(await readIdx(gzipSync(file), { source: 'labels' })).toEqual(expected);
});

test('refuses compressed bytes that are no IDX file', async () => {
  await expect(readIdx(gzipSync(new Uint8Array(9).fill(1)), { source: 'x' })).rejects.toMatchObject({
    code: 'idx-magic',
  });
});
