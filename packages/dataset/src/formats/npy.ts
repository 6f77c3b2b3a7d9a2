import { contentError, type DatasetError } from '../errors.js';

/** An array of numbers, row by row. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

type NumberReader = (view: DataView, offset: number, littleEndian: boolean) => number;

/** How a number is read, by its kind and its size in bytes. 64-bit integers lose digits above 2^53. */
const NUMBERS: Readonly<Record<string, NumberReader>> = {
  b1: (view, offset) => view.getUint8(offset),
  u1: (view, offset) => view.getUint8(offset),
  i1: (view, offset) => view.getInt8(offset),
  u2: (view, offset, little) => view.getUint16(offset, little),
  i2: (view, offset, little) => view.getInt16(offset, little),
  u4: (view, offset, little) => view.getUint32(offset, little),
  i4: (view, offset, little) => view.getInt32(offset, little),
  u8: (view, offset, little) => Number(view.getBigUint64(offset, little)),
  i8: (view, offset, little) => Number(view.getBigInt64(offset, little)),
  f2: (view, offset, little) => fromHalf(view.getUint16(offset, little)),
  f4: (view, offset, little) => view.getFloat32(offset, little),
  f8: (view, offset, little) => view.getFloat64(offset, little),
};

/** The value of a 16-bit float of IEEE 754: a sign, five bits of exponent and ten of fraction. */
function fromHalf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** `\x93NUMPY` and the version. */
const MAGIC_BYTES = 8;

/** NumPy's own headers are below 200 bytes. */
const MAX_HEADER_BYTES = 10_000;

/**
 * Reads an array in NumPy's format: integers and floats of any size, row by row or column by column (`fortran_order`).
 *
 * @throws `DatasetError` `npy` if the bytes are no whole array, or one of other values.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpy(bytes: Uint8Array, source: string): NpyArray {
  const { descr, isFortran, shape, offset } = parseHeader(bytes, source);
  const kind = /^([<>|=]?)([a-z]\d+)$/.exec(descr);
  const read = kind === null ? undefined : NUMBERS[kind[2]!];
  if (read === undefined) {
    throw npyError(source, 'integers or floats', `values of the type ${descr}`, 'Convert it with astype("float32").');
  }
  const size = Number(kind![2]!.slice(1));
  const length = shape.reduce((product, axis) => product * axis, 1);
  if (bytes.length !== offset + length * size) {
    const expected = `${length * size} bytes of data for ${shape.join('×')} values`;
    throw npyError(source, expected, String(bytes.length - offset));
  }
  const values = kind![2] === 'u1' ? bytes.subarray(offset) : new Float64Array(length);
  if (values instanceof Float64Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length * size);
    for (let i = 0; i < length; i++) values[i] = read(view, i * size, kind![1] !== '>');
  }
  return { shape, values: isFortran && shape.length > 1 ? byRows(values, shape) : values };
}

function parseHeader(bytes: Uint8Array, source: string) {
  const text = String.fromCharCode(...bytes.subarray(0, MAGIC_BYTES));
  if (!text.startsWith('\x93NUMPY') || bytes.length < MAGIC_BYTES + 4) {
    throw npyError(source, 'an array of NumPy, which begins with \\x93NUMPY', 'something else');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [length, start] = bytes[6] === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  const header = new TextDecoder().decode(bytes.subarray(start, start + Math.min(length, MAX_HEADER_BYTES)));
  // A Python dictionary with these three keys.
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const axes = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (order === undefined || axes === undefined) {
    throw npyError(source, 'a header with descr, fortran_order and shape', 'another');
  }
  const shape = axes
    .split(',')
    .filter((axis) => axis.trim() !== '')
    .map(Number);
  return { descr: descr ?? 'structured', isFortran: order === 'True', shape, offset: start + length };
}

/** Reorders an array that is stored column by column: its first index changes fastest. */
function byRows(values: ArrayLike<number>, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  const index = shape.map(() => 0);
  return Float64Array.from({ length: values.length }, () => {
    const value = values[index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
    return value;
  });
}

const npyError = (source: string, expected: string, found: string, advice?: string): DatasetError =>
  contentError('npy', { source, expected, found, advice });
