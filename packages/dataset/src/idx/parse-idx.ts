import { checkFields, is } from '../check-arguments.js';
import { type DatasetError, idxError } from '../errors.js';
import { gunzip, type IdxOptions, isGzip } from './gzip.js';

/** An array of bytes that was read from an IDX file. */
export interface IdxArray {
  /** Where the bytes came from, a file's path or a URL: errors name it. */
  readonly source: string;
  /** Length of each axis, outermost first: `[60000, 28, 28]`. */
  readonly dimensions: readonly number[];
  /** The values, row-major, 0..255. */
  readonly data: Uint8Array;
}

/** The bytes of an IDX array of any type, as a view of the file's bytes. */
export interface IdxPayload {
  readonly dimensions: readonly number[];
  readonly payload: Uint8Array;
}

const IDX_UNSIGNED_BYTE = 0x08;
/** The type code of signed 32-bit integers. */
export const IDX_INT32 = 0x0c;

const MAGIC_BYTES = 4;
const DIMENSION_BYTES = 4;

/** Bytes per value for each type code. The code is the third byte of the magic number. */
const VALUE_BYTES: ReadonlyMap<number, number> = new Map([
  [IDX_UNSIGNED_BYTE, 1],
  [IDX_INT32, 4],
]);

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST's files: two zero bytes, the type (0x08), the number of axes, the
 * length of each axis as a big-endian 32-bit integer, then the values. Compressed bytes are for `readIdx`.
 *
 * @returns an array whose `data` is a view of `bytes`, not a copy.
 * @throws `DatasetError` when the bytes are not such a file, are cut off, or go on after the last value.
 * @see http://yann.lecun.com/exdb/mnist/ for the format
 */
export function parseIdx(bytes: Uint8Array, options: IdxOptions = {}): IdxArray {
  checkBytes(bytes, options);
  const { source = 'The IDX data' } = options;
  const { dimensions, payload } = parseIdxPayload(bytes, IDX_UNSIGNED_BYTE, source);
  return { source, dimensions, data: payload };
}

/**
 * Reads an IDX file of unsigned bytes, compressed with gzip or not.
 *
 * @throws `DatasetError` as `parseIdx` and `gunzip` do.
 */
export async function readIdx(bytes: Uint8Array, options: IdxOptions = {}): Promise<IdxArray> {
  checkBytes(bytes, options);
  return parseIdx(isGzip(bytes) ? await gunzip(bytes, options) : bytes, options);
}

function checkBytes(bytes: Uint8Array, options: IdxOptions): void {
  is.bytes('bytes', bytes);
  checkFields('options', options, { source: is.optional(is.string) });
}

/** The type code of an IDX file, or `undefined` if the bytes do not begin as one. */
export function idxType(bytes: Uint8Array): number | undefined {
  return bytes[0] === 0 && bytes[1] === 0 ? bytes[2] : undefined;
}

/** Reads the header and checks the type, and that the number of bytes is what the header says. */
export function parseIdxPayload(bytes: Uint8Array, type: number, source: string): IdxPayload {
  const dimensions = parseHeader(bytes, type, source);
  const offset = MAGIC_BYTES + dimensions.length * DIMENSION_BYTES;
  const valueBytes = VALUE_BYTES.get(type) ?? 1;
  const expectedBytes = dimensions.reduce((product, dimension) => product * dimension, valueBytes);
  const foundBytes = bytes.length - offset;
  if (foundBytes !== expectedBytes) {
    throw idxError(foundBytes < expectedBytes ? 'idx-truncated' : 'idx-over-long', {
      source,
      expected: `${expectedBytes} bytes of data for ${dimensions.join('×')} values`,
      found: `${foundBytes}`,
    });
  }
  // `subarray` of a Node Buffer would return a Buffer, whose `slice` does not copy.
  return { dimensions, payload: new Uint8Array(bytes.buffer, bytes.byteOffset + offset, expectedBytes) };
}

function parseHeader(bytes: Uint8Array, type: number, source: string): number[] {
  if (bytes.length < MAGIC_BYTES) throw tooShort(MAGIC_BYTES, bytes, source);
  const axes = bytes[3]!;
  if (idxType(bytes) === undefined || axes === 0) {
    throw idxError('idx-magic', {
      source,
      expected: `an IDX file, which begins with 00 00 ${hex(type)} and the number of dimensions`,
      found: `${hexBytes(bytes)}${isGzip(bytes) ? ' (gzip: decompress it first)' : ''}`,
    });
  }
  if (bytes[2] !== type) {
    throw idxError('idx-type', {
      source,
      expected: `IDX values of type 0x${hex(type)}`,
      found: `type 0x${hex(bytes[2]!)}`,
    });
  }
  const headerBytes = MAGIC_BYTES + axes * DIMENSION_BYTES;
  if (bytes.length < headerBytes) throw tooShort(headerBytes, bytes, source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  return Array.from({ length: axes }, (_, axis) => view.getUint32(MAGIC_BYTES + axis * DIMENSION_BYTES));
}

function tooShort(headerBytes: number, bytes: Uint8Array, source: string): DatasetError {
  return idxError('idx-too-short', {
    source,
    expected: `an IDX header of ${headerBytes} bytes`,
    found: `a file of ${bytes.length}`,
  });
}

function hexBytes(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, MAGIC_BYTES), hex).join(' ');
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
