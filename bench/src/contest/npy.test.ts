import { expect, test } from 'vitest';
import { encodeNpy } from './npy.js';

test('a header of a multiple of 64 bytes says type and shape, and the elements follow', () => {
  const file = Buffer.from(encodeNpy([2, 1], Float32Array.of(1, -2)));
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
  const end = 10 + file.readUInt16LE(8);
  expect(end % 64).toBe(0);
  const header = file.subarray(10, end).toString('latin1');
  expect(header).toMatch(/^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 1,\), \} *\n$/);
  expect([file.readFloatLE(end), file.readFloatLE(end + 4), file.length]).toEqual([1, -2, end + 8]);
});

test.each([
  [Uint8Array.of(1), '|u1'],
  [Int32Array.of(1), '<i4'],
])('%o is %s', (data, type) => {
  expect(Buffer.from(encodeNpy([1], data)).toString('latin1')).toContain(`'descr': '${type}'`);
});

test('a shape of another size is refused', () => {
  expect(() => encodeNpy([3], Uint8Array.of(1, 2))).toThrow('2 elements are no array of [3]');
});
