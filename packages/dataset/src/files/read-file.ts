import { constants, readFileSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Why a file is not read although the system would allow it: it has no end, or too much content. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';

  constructor(
    readonly code: 'NOT_REGULAR' | 'TOO_LARGE' | 'EISDIR',
    /** The reason in words: `it is a folder`. */
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * Reads a regular file that may come from anyone. Devices, pipes and sockets are not opened: reading them may never end. Bytes are
 * counted while they are read, because the size that the system tells may be wrong.
 *
 * @param maxBytes the maximum size of the file.
 * @throws `FileRefusal` if the path leads to something else, or to a larger file.
 * @throws the system's error if the file cannot be read.
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await openRegular(path, maxBytes);
  try {
    return await readAtMost(file, (await file.stat()).size, maxBytes);
  } finally {
    await file.close();
  }
}

async function openRegular(path: string, maxBytes: number): Promise<FileHandle> {
  // To open a device may already have an effect.
  check(await stat(path), maxBytes);
  // Without O_NONBLOCK, opening a pipe that takes the file's place would wait for a writer. Windows has no such flag.
  const file = await open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    check(await file.stat(), maxBytes);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Reads the first bytes of a regular file, however large it is.
 *
 * @throws what `readRegularFile` throws.
 */
export async function readBeginning(path: string, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await openRegular(path, Infinity);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Reads a text file as {@link readRegularFile} does. It may be UTF-8, or UTF-16 with a byte order mark, as Windows PowerShell writes it.
 *
 * @throws what `readRegularFile` throws.
 */
export const readTextFile = async (path: string, maxBytes = MAX_TEXT_BYTES): Promise<string> =>
  textOf(await readRegularFile(path, maxBytes));

/**
 * Reads a small text file as {@link readTextFile} does, at once.
 *
 * @throws what `readRegularFile` throws.
 */
export function readTextFileSync(path: string, maxBytes = 1e6): string {
  check(statSync(path), maxBytes);
  return textOf(readFileSync(path));
}

const MAX_TEXT_BYTES = 16e6;

/**
 * Decodes a text by its byte order mark, which is left out. Without one it is UTF-8.
 *
 * @param options `fatal`: whether bytes that are no text are an error. Default: false, which replaces them.
 * @throws `TypeError` for such bytes, if `fatal` is true.
 */
export function textOf(bytes: Uint8Array, options: { readonly fatal?: boolean } = {}): string {
  const mark = bytes.length < 2 ? 0 : (bytes[0]! << 8) | bytes[1]!;
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, options).decode(bytes);
}

/**
 * Reads a stream to its end.
 *
 * @throws `FileRefusal` as soon as there are more than `maxBytes`.
 */
export async function readStream(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function check(stats: Stats, maxBytes: number): void {
  if (stats.isDirectory()) throw new FileRefusal('EISDIR', 'it is a folder');
  if (!stats.isFile()) throw new FileRefusal('NOT_REGULAR', 'it is a device, a pipe or a socket');
  if (stats.size > maxBytes) throw tooLarge(maxBytes);
}

const tooLarge = (maxBytes: number) =>
  new FileRefusal(
    'TOO_LARGE',
    `it has more than ${maxBytes < 1e6 ? `${maxBytes} bytes` : `${Math.floor(maxBytes / 1e6)} MB`}`,
  );

async function readAtMost(file: FileHandle, size: number, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  // One byte more finds the end of the file, or that it has grown.
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    // The file systems that yarn puts in between read nothing unless they are told how much.
    const { bytesRead } = await file.read(bytes, length, bytes.length - length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length > maxBytes) throw tooLarge(maxBytes);
    if (length < bytes.length) continue;
    const larger = new Uint8Array(2 * length);
    larger.set(bytes);
    bytes = larger;
  }
}
