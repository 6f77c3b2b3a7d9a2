import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { idxBytes } from '../../test/idx-bytes.js';
import { DatasetError, MnistAdderError } from '../errors.js';
import { parseIdx, readIdx } from './parse-idx.js';

const source = 'train-images-idx3-ubyte';

const idxFiles = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }).chain((dimensions) => {
  const length = dimensions.reduce((product, dimension) => product * dimension, 1);
  return fc.record({
    dimensions: fc.constant(dimensions),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  });
});

function failure(bytes: Uint8Array): DatasetError {
  try {
    parseIdx(bytes, { source });
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
  throw new Error('The bytes were read.');
}

test('gives back what was written, for any dimensions', () => {
  fc.assert(
    fc.property(idxFiles, ({ dimensions, data }) => {
      expect(parseIdx(idxBytes(dimensions, data), { source })).toEqual({ source, dimensions, data });
    }),
  );
});

test('reads bytes that lie in the middle of a buffer, without a copy', () => {
  const whole = Buffer.concat([new Uint8Array(3), idxBytes([2], [7, 9]), new Uint8Array(5)]);
  const { data } = parseIdx(whole.subarray(3, 3 + 10));
  expect(data).toEqual(Uint8Array.of(7, 9));
  expect(data.buffer).toBe(whole.buffer);
});

test('refuses every file that is cut off or goes on, at any place', () => {
  fc.assert(
    fc.property(idxFiles, fc.nat(), fc.integer({ min: 1, max: 20 }), ({ dimensions, data }, cut, extra) => {
      const bytes = idxBytes(dimensions, data);
      const header = 4 + 4 * dimensions.length;
      const kept = cut % bytes.length;
      expect(failure(bytes.subarray(0, kept)).code).toBe(kept < header ? 'idx-too-short' : 'idx-truncated');
      expect(failure(Uint8Array.from([...bytes, ...new Uint8Array(extra)])).code).toBe('idx-over-long');
    }),
  );
});

test('says which file, what was expected and what was found', () => {
  const error = failure(idxBytes([2, 3], [1, 2, 3, 4]));
  expect(error).toBeInstanceOf(MnistAdderError);
  expect(error).toMatchObject({ name: 'DatasetError', code: 'idx-truncated', facts: { source, found: '4' } });
  expect(error.message).toBe(
    `${source} cannot be read: expected 6 bytes of data for 2×3 values, found 4. Fetch the file again.`,
  );
});

test('tells a file that is no IDX file from one of another type', () => {
  expect(failure(new TextEncoder().encode('<!doctype html>'))).toMatchObject({
    code: 'idx-magic',
    message: `${source} cannot be read: expected an IDX file, which begins with 00 00 08 and the number of dimensions, found a web page. A server sent the page instead of the file: fetch it elsewhere.`,
  });
  expect(failure(Uint8Array.of(1, 2, 3, 4))).toMatchObject({ code: 'idx-magic', facts: { found: '01 02 03 04' } });
  expect(failure(Uint8Array.of(0, 0, 8, 0))).toMatchObject({ code: 'idx-magic' });
});

test.each([
  [0x0b, 2, '16-bit integers of the type 0x0b. Convert its values to unsigned bytes.'],
  [0x0c, 4, '32-bit integers of the type 0x0c. Convert its values to unsigned bytes.'],
  [0x0d, 4, '32-bit floats of the type 0x0d. Convert its values to unsigned bytes.'],
  [0x42, 1, 'values of the unknown type 0x42. Fetch the file again.'],
])('says what values of the type %i are', (type, bytes, sentence) => {
  const error = failure(idxBytes([1], new Uint8Array(bytes), type));
  expect(error.code).toBe('idx-type');
  expect(error.message).toContain(`expected unsigned bytes (type 0x08), found ${sentence}`);
});

test.each<[string, string | readonly number[], string]>([
  ['a web page', '\n<HTML><head>', 'found a web page. A server sent'],
  ['a web page after a byte order mark', [0xef, 0xbb, 0xbf, ...Buffer.from('<!DOCTYPE html>')], 'found a web page.'],
  ['an answer of a server', '<?xml version="1.0"?><Error>', 'found an XML document.'],
  ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\n', 'git lfs pull'],
  ['a gzip stream', [0x1f, 0x8b, 8, 0, 0, 0], 'Decompress it first.'],
  ['a zip archive', 'PK\x03\x04', 'Unpack it first.'],
  ['a NumPy array', [0x93, ...Buffer.from('NUMPY')], 'Write it as an IDX file first.'],
])('%s that was saved as data is called that', (_, content, sentence) => {
  expect(failure(new Uint8Array(Buffer.from(content as string))).message).toContain(sentence);
});

test('does not try to hold what a broken header promises', () => {
  const huge = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];
  expect(failure(idxBytes(huge, [1, 2, 3]))).toMatchObject({ code: 'idx-truncated', facts: { found: '3' } });
});

describe('readIdx', () => {
  const file = idxBytes([3], [5, 0, 4]);

  test('reads a file alike, compressed or not', async () => {
    const expected = { source: 'labels', dimensions: [3], data: Uint8Array.of(5, 0, 4) };
    expect(await readIdx(file, { source: 'labels' })).toEqual(expected);
    expect(await readIdx(gzipSync(file), { source: 'labels' })).toEqual(expected);
  });

  test.each([
    [
      'goes on after its last value',
      idxBytes([3, 28, 28], new Uint8Array(3 * 784)),
      '2368 bytes by its header, found more',
    ],
    ['is no IDX file', new Uint8Array(16), 'expected an IDX file'],
  ])('unpacks no more than the header says, where what was compressed %s', async (_, start, sentence) => {
    const bomb = gzipSync(Buffer.concat([start, Buffer.alloc(1e7)]));
    await expect(readIdx(bomb, { source: 'x' })).rejects.toThrow(sentence);
  });

  test('refuses compressed bytes that are no IDX file', async () => {
    await expect(readIdx(gzipSync(new Uint8Array(9).fill(1)), { source: 'x' })).rejects.toMatchObject({
      code: 'idx-magic',
    });
  });
});
