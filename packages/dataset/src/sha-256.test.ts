import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';

import { sha256 } from './sha-256.js';

test('gives the digest that Node gives, for bytes and for text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), fc.string({ unit: 'grapheme' })), async (content) => {
      expect(await sha256(content)).toBe(createHash('sha256').update(content).digest('hex'));
    }),
  );
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('reads a view of a larger buffer, and shared memory', async () => {
  const expected = await sha256(Uint8Array.of(2, 3));
  expect(await sha256(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe(expected);
  const shared = new Uint8Array(new SharedArrayBuffer(2));
  shared.set([2, 3]);
  expect(await sha256(shared)).toBe(expected);
});

test('gives nothing where a page has no Web Crypto', async () => {
  vi.stubGlobal('crypto', {});
  try {
    expect(await sha256('abc')).toBeUndefined();
  } finally {
    vi.unstubAllGlobals();
  }
});
