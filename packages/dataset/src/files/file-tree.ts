import { DatasetError } from '../errors.js';

/** Files that data can be read from: those in a folder and below it, those in a zip archive, or a single file. */
export interface FileTree {
  /** Path of the folder, the archive or the file. Errors name it. */
  readonly source: string;
  readonly kind: 'folder' | 'archive' | 'file';
  /** Paths of the files, sorted, relative to the source, with `/` between names. Hidden files are left out. */
  readonly files: readonly string[];
  /** The path of a file in messages. */
  readonly pathOf: (file: string) => string;
  /** Reads one of the files. Throws a `DatasetError` if it cannot be read, or has more than `maxBytes`. */
  readonly read: (file: string, maxBytes: number) => Promise<Uint8Array>;
  /** Releases the archive. */
  readonly close: () => void;
}

/** The maximum number of files. The largest set of EMNIST has 814,255 images. */
export const MAX_FILES = 1_000_000;

/** Archives made on macOS have a companion `._7.png` for each file, and a folder `__MACOSX` of them. */
export const isHidden = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';

/** The error for a folder or an archive with more files than are read. */
export const tooManyFiles = (source: string): DatasetError =>
  new DatasetError(
    'data-folder-unreadable',
    `${source} has more than ${MAX_FILES.toLocaleString('en')} files: give the folder of the data alone.`,
    { facts: { folder: source, files: [] } },
  );
