import { describe, expect, test } from 'vitest';

import { npyBytes } from '../../test/npy-bytes.js';
import { parseNpy } from './npy.js';

const VALUES = [0, 1, 2, 3, 4, 5];

test.each(['|u1', '<u2', '>u2', '<i4', '>i8', '<u8', '<f4', '>f8'])('reads values of the type %s', (descr) => {
  const { shape, values } = parseNpy(npyBytes([2, 3], VALUES, { descr }), 'a.npy');
  expect({ shape, values: [...Array.from(values)] }).toEqual({ shape: [2, 3], values: VALUES });
});

test('reads 16-bit floats', () => {
  // The bits of each, as IEEE 754 has them.
  const halves: [number, number][] = [
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x5bf8, 255],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ];
  for (const [little, order] of ['<', '>'].entries()) {
    const bytes = npyBytes([halves.length], Array<number>(halves.length).fill(0), { descr: `${order}f2` });
    const view = new DataView(bytes.buffer);
    halves.forEach(([bits], i) => {
      view.setUint16(bytes.length - 2 * (halves.length - i), bits, little === 0);
    });
    expect(Array.from(parseNpy(bytes, 'a.npy').values)).toEqual(halves.map(([, value]) => value));
  }
});

test('turns an array that is stored column by column', () => {
  const { values } = parseNpy(npyBytes([2, 3], [0, 3, 1, 4, 2, 5], { isFortran: true }), 'a.npy');
  expect(Array.from(values)).toEqual(VALUES);
});

describe('refuses', () => {
  const whole = npyBytes([2, 3], VALUES, { descr: '<f4' });
  const cases: [string, Uint8Array, string][] = [
    ['a file of something else', new TextEncoder().encode('<!doctype html> …'), 'begins with \\x93NUMPY'],
    ['no bytes at all', new Uint8Array(0), 'begins with \\x93NUMPY'],
    ['an array that is cut off', whole.subarray(0, -1), 'expected 24 bytes of data for 2×3 values, found 23'],
    ['a header that is cut off', whole.subarray(0, 40), 'a header with descr, fortran_order and shape'],
    ['more bytes than the shape says', new Uint8Array([...whole, 0]), 'found 25'],
    ['objects', npyBytes([6], VALUES, { descr: '|O8' }), 'values of the type |O8'],
    ['complex numbers', npyBytes([6], VALUES, { descr: '<c8' }), 'Convert it with astype("float32")'],
    ['a shape that no memory has', npyBytes([2 ** 40, 2 ** 40], VALUES), 'bytes of data'],
  ];
  test.each(cases)('%s', (_, bytes, words) => {
    const read = () => parseNpy(bytes, 'a.npy');
    expect(read).toThrow(expect.objectContaining({ name: 'DatasetError', code: 'npy' }) as Error);
    expect(read).toThrow(words);
    expect(read).toThrow(/^a\.npy cannot be read: /);
  });
});
