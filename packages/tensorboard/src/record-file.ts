import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import crc32c from 'crc-32/crc32c.js';

const HEADER_BYTES = 12;
const FOOTER_BYTES = 4;

/**
 * Frames data as a record of a TFRecord file, which is what an event file is made of: the length of the data (64 bits), the masked
 * CRC-32C of the length, the data, and the masked CRC-32C of the data. All numbers are little endian.
 */
export function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER_BYTES + data.length + FOOTER_BYTES);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc(record.subarray(0, 8)), true);
  record.set(data, HEADER_BYTES);
  view.setUint32(HEADER_BYTES + data.length, maskedCrc(data), true);
  return record;
}

/**
 * Computes the CRC-32C of data as TFRecord stores it: rotated right by 15 bits, plus a constant. (A CRC of data that contains CRCs is
 * weak. The mask prevents that.)
 */
export function maskedCrc(data: Uint8Array): number {
  const crc = crc32c.buf(data);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** A TFRecord file that is written while other work goes on. After an error it stays as it is, and every call fails with that error. */
export interface RecordFile {
  /**
   * Adds a record. It is encoded when it is written, together with other records.
   *
   * @param time seconds on any clock, which decide how long records wait.
   */
  add(time: number, encode: () => Uint8Array): void;
  /** Resolves when the operating system has every record so far. */
  flush(): Promise<void>;
  /** Flushes, and closes the file. It may be called twice. */
  close(): Promise<void>;
}

/** Records wait in memory until there are this many, */
const BUFFER_RECORDS = 256;
/** or until a record is added this long after the last write: a reader that follows the file sees how it grows. */
const BUFFER_SECONDS = 2;

/**
 * Makes a record file.
 *
 * @param open opens the file. It is called before the first write.
 * @param now the clock that {@link RecordFile.add} uses.
 * @param failed turns what a write failed with into the error that callers get.
 */
export function createRecordFile(
  open: () => Promise<FileHandle>,
  now: () => number,
  failed: (cause: unknown) => Error,
): RecordFile {
  let pending: (() => Uint8Array)[] = [];
  let written: number | undefined;
  let writing = Promise.resolve();
  let file: FileHandle | undefined;
  let failure: Error | undefined;
  let closed = false;

  // Writes follow each other in order. Nobody awaits them, so an error is kept for the next call.
  const write = () => {
    const records = pending;
    pending = [];
    written = now();
    writing = writing.then(async () => {
      if (failure !== undefined) return;
      try {
        await setImmediate();
        const block = Buffer.concat(records.map((encode) => frameRecord(encode())));
        file ??= await open();
        await file.appendFile(block);
      } catch (error) {
        failure = failed(error);
      }
    });
  };

  const flush = async () => {
    if (pending.length > 0) write();
    await writing;
    if (failure !== undefined) throw failure;
  };

  return {
    add(time, encode) {
      if (failure !== undefined) throw failure;
      if (closed) throw new Error('This event file is closed.');
      written ??= time;
      pending.push(encode);
      if (pending.length >= BUFFER_RECORDS || time - written >= BUFFER_SECONDS) write();
    },
    flush,
    async close() {
      closed = true;
      try {
        await flush();
      } finally {
        await file?.close();
        file = undefined;
      }
    },
  };
}
