import { idxError } from '../errors.js';
import type { IdxOptions } from './parse-idx.js';

/**
 * Decompresses a gzip stream, in browsers, workers and Node alike.
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

/** The runtime wraps the reason (`fetch` bodies say "terminated"); the innermost message is the telling one. */
function rootMessage(error: Error): string {
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}
