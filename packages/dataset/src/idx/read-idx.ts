import { gunzip } from './gunzip.js';
import { isGzip } from './is-gzip.js';
import { type IdxArray, type IdxOptions, parseIdx } from './parse-idx.js';

/**
 * Reads an IDX file of unsigned bytes, compressed with gzip or not.
 *
 * @throws `DatasetError` as `parseIdx` and `gunzip` do.
 */
export async function readIdx(bytes: Uint8Array, options: IdxOptions = {}): Promise<IdxArray> {
  return parseIdx(isGzip(bytes) ? await gunzip(bytes, options) : bytes, options);
}
