import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKEND_NAMES } from '../backend/backends.js';
import { DEFAULT_ADDRESS, formatAddress, parseAddress, VIEWS } from './address.js';

test('an address keeps the state that it was made from', () => {
  const addresses = fc.record({
    add: fc.integer({ min: 0, max: 9 }),
    head: fc.constantFrom('exact' as const, 'concat' as const, 'stacked' as const),
    backend: fc.constantFrom('auto' as const, ...BACKEND_NAMES),
    sample: fc.integer({ min: 0, max: 499 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    view: fc.constantFrom(...VIEWS),
  });
  fc.assert(
    fc.property(addresses, (address) => {
      expect(parseAddress(`#${formatAddress(address)}`, 500)).toEqual(address);
    }),
  );
});

test('defaults are left out', () => {
  expect(formatAddress(DEFAULT_ADDRESS)).toBe('');
  expect(formatAddress({ ...DEFAULT_ADDRESS, sample: 3, add: 7 })).toBe('add=7&sample=3');
  expect(formatAddress({ ...DEFAULT_ADDRESS, sample: undefined })).toBe('');
});

test('what is not valid takes its default', () => {
  expect(parseAddress('#add=10&head=best&backend=quantum&sample=500&seed=-1&view=&x=1', 500)).toEqual(DEFAULT_ADDRESS);
  expect(parseAddress('#add=1e0&seed=4294967296', 500)).toEqual(DEFAULT_ADDRESS);
});
