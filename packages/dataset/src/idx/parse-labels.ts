import { idxError } from '../errors.js';
import { IDX_INT32, type IdxArray, type IdxOptions, idxType, parseIdx, parseIdxPayload } from './parse-idx.js';

/** QMNIST tells for each image its class, writer, and six more things. */
const QMNIST_COLUMNS = 8;
const INT32_BYTES = 4;

/** More than any label can be: what a class that fits no byte becomes, for `createDigitSet` to refuse. */
const NO_CLASS = 255;

/**
 * Reads labels as MNIST has them (a list of bytes) or as QMNIST has them (a table of 8 columns of 32-bit integers, of which
 * the first is the class).
 *
 * @returns dimensions `[n]`, one class an image.
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
      expected: `labels as QMNIST has them, dimensions n×${QMNIST_COLUMNS}`,
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
