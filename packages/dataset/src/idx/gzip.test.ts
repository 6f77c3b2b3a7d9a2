import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { DatasetError } from '../errors.js';
import { gunzip, isGzip } from './gzip.js';

test('gives back what was compressed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const compressed = gzipSync(bytes);
      expect(isGzip(compressed)).toBe(true);
      expect(await gunzip(compressed)).toEqual(bytes);
    }),
    { numRuns: 25 },
  );
});

test.each([
  ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 6)],
  ['changed', (bytes: Uint8Array) => bytes.map((byte, index) => (index === bytes.length - 7 ? byte ^ 0x55 : byte))],
  ['followed by something else', (bytes: Uint8Array) => Uint8Array.from([...bytes, 1, 2, 3])],
])('refuses a stream that is %s', async (_, damage) => {
  const broken = damage(new Uint8Array(gzipSync(new Uint8Array(5000).fill(3))));
  const error: unknown = await gunzip(broken, { source: 'labels.gz' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatasetError);
  expect(error).toMatchObject({ code: 'idx-gzip', facts: { source: 'labels.gz' } });
  expect((error as DatasetError).message).toMatch(/^labels\.gz cannot be read: expected a whole gzip stream, found .+/);
});
