import { idxError } from '../errors.js';

/** How bytes are called in an error. */
export interface IdxOptions {
  /** Where the bytes came from, a file's path or a URL: errors name it. Default: `The IDX data`. */
  readonly source?: string | undefined;
}

/** Whether bytes begin as a gzip stream does, with 1f 8b. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The maximum size of a file of images or labels, compressed or not. The largest set of EMNIST has 0.55 GB. */
export const MAX_DATA_BYTES = 1e9;

/** Bytes that were decompressed. */
export interface Unpacked {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether they are all bytes of the stream. If not, there are more of them than the limit. */
  readonly whole: boolean;
}

/**
 * Decompresses a gzip stream, in browsers, workers and Node.
 *
 * @throws `DatasetError` with code `idx-gzip` when the stream is broken or cut off, or holds more than 1 GB.
 */
export async function gunzip(bytes: Uint8Array, { source = 'The gzip data' }: IdxOptions = {}): Promise<Uint8Array> {
  const unpacked = await unpack(bytes, source, () => MAX_DATA_BYTES);
  if (unpacked.whole) return unpacked.bytes;
  throw idxError('idx-gzip', { source, expected: `at most ${MAX_DATA_BYTES} bytes in a gzip stream`, found: 'more' });
}

/**
 * Decompresses a gzip stream until it ends, or passes a limit: a few megabytes may unpack to gigabytes.
 *
 * @param limitOf the maximum number of bytes, by the first bytes.
 * @throws `DatasetError` with code `idx-gzip` when the stream is broken or cut off.
 */
export async function unpack(
  bytes: Uint8Array,
  source: string,
  limitOf: (start: Uint8Array) => number,
): Promise<Unpacked> {
  // A Blob takes no shared memory, so the (small) compressed bytes are copied out of it.
  const compressed = new Blob([new Uint8Array(bytes)]).stream();
  const decompressed: ReadableStream<Uint8Array> = compressed.pipeThrough(new DecompressionStream('gzip'));
  const reader = decompressed.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let limit: number | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: joined(chunks, length), whole: true };
      chunks.push(value);
      length += value.length;
      if (length < HEADER_BYTES) continue;
      limit ??= limitOf(joined(chunks, length));
      if (length <= limit) continue;
      await reader.cancel();
      return { bytes: joined(chunks, length), whole: false };
    }
  } catch (cause) {
    const found = cause instanceof Error ? `a broken one (${rootMessage(cause)})` : 'a broken one';
    throw idxError('idx-gzip', { source, expected: 'a whole gzip stream', found }, { cause });
  }
}

/** More than any header of an IDX file needs: 255 axes. */
const HEADER_BYTES = 1024;

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** The message of the innermost cause. The runtime wraps it in others that say less, such as "terminated". */
function rootMessage(error: Error): string {
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}
