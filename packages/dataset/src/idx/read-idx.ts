import { gunzip, isGzip } from './gunzip.js';
import { type IdxArray, type IdxOptions, parseIdx } from './parse-idx.js';

/**
 * Reads an IDX file of unsigned bytes, compressed with gzip or not.
 *
 * @throws {IdxFormatError} as `parseIdx` and `gunzip` do.
 */
export async function readIdx(bytes: Uint8Array, options: IdxOptions = {}): Promise<IdxArray> {
  return parseIdx(isGzip(bytes) ? await gunzip(bytes, options) : bytes, options);
}
