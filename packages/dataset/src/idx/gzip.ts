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

/**
 * Decompresses a gzip stream, in browsers, workers and Node.
 *
 * @throws `DatasetError` with code `idx-gzip` when the stream is broken or cut off.
 */
export async function gunzip(bytes: Uint8Array, { source = 'The gzip data' }: IdxOptions = {}): Promise<Uint8Array> {
  // A Blob takes no shared memory, so the (small) compressed bytes are copied out of it.
  const compressed = new Blob([new Uint8Array(bytes)]).stream();
  try {
    return new Uint8Array(await new Response(compressed.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
  } catch (cause) {
    const found = cause instanceof Error ? `a broken one (${rootMessage(cause)})` : 'a broken one';
    throw idxError('idx-gzip', { source, expected: 'a whole gzip stream', found }, { cause });
  }
}

/** The message of the innermost cause. The runtime wraps it in others that say less, such as "terminated". */
function rootMessage(error: Error): string {
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}
