import { checkFields, is } from '../check-arguments.js';
import { type DatasetError, idxError } from '../errors.js';
import { otherContent } from './other-content.js';
import { type IdxOptions, isGzip, MAX_DATA_BYTES, unpack } from './gzip.js';

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

/** The types of values by their code, the third byte of the magic number. */
const TYPES: ReadonlyMap<number, { readonly name: string; readonly bytes: number }> = new Map([
  [IDX_UNSIGNED_BYTE, { name: 'unsigned bytes', bytes: 1 }],
  [0x09, { name: 'signed bytes', bytes: 1 }],
  [0x0b, { name: '16-bit integers', bytes: 2 }],
  [IDX_INT32, { name: '32-bit integers', bytes: 4 }],
  [0x0d, { name: '32-bit floats', bytes: 4 }],
  [0x0e, { name: '64-bit floats', bytes: 8 }],
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
  return parseIdx(await unpackIdx(bytes, options), options);
}

/**
 * Decompresses an IDX file if it is compressed. Unpacking ends at the size that the header says.
 *
 * @throws `DatasetError` if the compressed stream is broken, or goes on after the last value.
 */
export async function unpackIdx(bytes: Uint8Array, { source = 'The IDX data' }: IdxOptions = {}): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  // What is no IDX file need not be unpacked any further to say so.
  const unpacked = await unpack(bytes, source, (start) => Math.min(MAX_DATA_BYTES, fileBytes(start) ?? 0));
  const expected = fileBytes(unpacked.bytes);
  if (unpacked.whole || expected === undefined) return unpacked.bytes;
  throw idxError('idx-over-long', {
    source,
    expected: `${Math.min(MAX_DATA_BYTES, expected)} bytes ${expected > MAX_DATA_BYTES ? 'at most' : 'by its header'}`,
    found: 'more',
  });
}

/** The size that the header of an IDX file gives the file; undefined if the bytes do not begin as one. */
function fileBytes(start: Uint8Array): number | undefined {
  const valueBytes = TYPES.get(idxType(start) ?? -1)?.bytes;
  const axes = start[3] ?? 0;
  const headerBytes = MAGIC_BYTES + axes * DIMENSION_BYTES;
  if (valueBytes === undefined || axes === 0 || start.length < headerBytes) return undefined;
  return headerBytes + dimensionsOf(start, axes).reduce((product, dimension) => product * dimension, valueBytes);
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
  const valueBytes = TYPES.get(type)!.bytes;
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
    const { found = hexBytes(bytes), advice } = otherContent(bytes);
    const expected = `an IDX file, which begins with 00 00 ${hex(type)} and the number of dimensions`;
    throw idxError('idx-magic', { source, expected, found }, { advice });
  }
  if (bytes[2] !== type) {
    const known = TYPES.get(bytes[2]!);
    const found = `${known?.name ?? 'values'} of the ${known ? '' : 'unknown '}type 0x${hex(bytes[2]!)}`;
    // Another type is no damage: fetching the file again would not help.
    const advice = known && `Convert its values to ${TYPES.get(type)!.name}.`;
    throw idxError(
      'idx-type',
      { source, expected: `${TYPES.get(type)!.name} (type 0x${hex(type)})`, found },
      { advice },
    );
  }
  const headerBytes = MAGIC_BYTES + axes * DIMENSION_BYTES;
  if (bytes.length < headerBytes) throw tooShort(headerBytes, bytes, source);
  return dimensionsOf(bytes, axes);
}

function dimensionsOf(bytes: Uint8Array, axes: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
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
