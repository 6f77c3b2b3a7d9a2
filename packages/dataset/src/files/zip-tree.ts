import type { Entry, ZipFile } from 'yauzl';

import { contentError, type DatasetError } from '../errors.js';
import { type FileTree, isHidden, MAX_FILES, tooManyFiles } from './file-tree.js';
import { FileRefusal, readStream } from './read-file.js';

/** The maximum number of bytes that all files of an archive may unpack to: a small archive may unpack to petabytes. */
const MAX_UNPACKED_BYTES = 20e9;

/**
 * Opens a zip archive. Nothing is unpacked to disk. Files are unpacked one by one into memory when they are read.
 *
 * @param content the path of the archive, or its bytes.
 * @param source name of the archive in errors.
 * @throws `DatasetError` `zip` if it is damaged or too large, or names a file outside of itself.
 */
export async function openZip(content: string | Uint8Array, source = String(content)): Promise<FileTree> {
  // It is only loaded if there is an archive.
  const { fromBufferPromise, openPromise } = await import('yauzl');
  // It refuses absolute names and names with `..`, and checks sizes while it unpacks.
  const options = { autoClose: false };
  const zip = await (
    typeof content === 'string'
      ? openPromise(content, options)
      : fromBufferPromise(Buffer.from(content.buffer, content.byteOffset, content.length), options)
  ).catch((cause: unknown) => {
    throw zipError(source, cause);
  });
  try {
    const entries = await listEntries(zip, source);
    const pathOf = (file: string) => `${source}/${file}`;
    return {
      source,
      kind: 'archive',
      files: [...entries.keys()].sort(),
      pathOf,
      read: (file, maxBytes) => readEntry(zip, entries.get(file)!, pathOf(file), maxBytes),
      close: () => {
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile, source: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (fileName.endsWith('/') || fileName.split('/').some(isHidden)) continue;
      entries.set(fileName, entry);
      bytes += entry.uncompressedSize;
      if (bytes > MAX_UNPACKED_BYTES) break;
    }
  } catch (cause) {
    throw zipError(source, cause);
  }
  if (entries.size > MAX_FILES) throw tooManyFiles(source);
  if (bytes <= MAX_UNPACKED_BYTES) return entries;
  throw contentError('zip', {
    source,
    expected: `files of at most ${MAX_UNPACKED_BYTES / 1e9} GB together`,
    found: 'more',
    advice: 'Unpack it and give the folder.',
  });
}

async function readEntry(zip: ZipFile, entry: Entry, name: string, maxBytes: number): Promise<Uint8Array> {
  try {
    if (entry.isEncrypted()) throw new Error('it needs a password');
    const bytes = await readStream(await zip.openReadStreamPromise(entry), maxBytes);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (cause) {
    throw zipError(name, cause);
  }
}

function zipError(source: string, cause: unknown): DatasetError {
  const why = cause instanceof FileRefusal ? cause.reason : cause instanceof Error ? cause.message : String(cause);
  return contentError(
    'zip',
    {
      source,
      expected: 'a whole zip archive without a password',
      found: `one that cannot be unpacked (${why})`,
      advice: 'Fetch or make it again.',
    },
    { cause },
  );
}
