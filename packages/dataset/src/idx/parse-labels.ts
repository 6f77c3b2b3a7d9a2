import { idxError } from '../errors.js';
import type { IdxOptions } from './gzip.js';
import { IDX_INT32, type IdxArray, idxType, parseIdx, parseIdxPayload } from './parse-idx.js';

/** Columns of QMNIST's label table: class, writer, and six more. */
const QMNIST_COLUMNS = 8;
const INT32_BYTES = 4;

/** Stands for a class that does not fit in a byte. It is larger than any label, so `createDigitSet` refuses it. */
const NO_CLASS = 255;

/**
 * Reads labels in MNIST's form (a list of bytes) or in QMNIST's (a table of 8 columns of 32-bit integers; the first column is
 * the class).
 *
 * @returns an array of dimensions `[n]`: one class per image.
 * @throws `DatasetError` as `parseIdx` does, and for a table of another width.
 * @see https://github.com/facebookresearch/qmnist for QMNIST's columns
 */
export function parseLabels(bytes: Uint8Array, { source = 'The IDX data' }: IdxOptions = {}): IdxArray {
  return idxType(bytes) === IDX_INT32 ? parseQmnistLabels(bytes, source) : parseIdx(bytes, { source });
}

function parseQmnistLabels(bytes: Uint8Array, source: string): IdxArray {
  const { dimensions, payload } = parseIdxPayload(bytes, IDX_INT32, source);
  const [count, columns] = dimensions;
  if (count === undefined || dimensions.length !== 2 || columns !== QMNIST_COLUMNS) {
    throw idxError('idx-label-columns', {
      source,
      expected: `labels in QMNIST's form, dimensions n×${QMNIST_COLUMNS}`,
      found: `dimensions ${dimensions.join('×')}`,
    });
  }
  const table = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const data = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const label = table.getInt32(row * QMNIST_COLUMNS * INT32_BYTES);
    data[row] = label >= 0 && label < NO_CLASS ? label : NO_CLASS;
  }
  return { source, dimensions: [count], data };
}
