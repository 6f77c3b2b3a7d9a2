import { MnistAdderError } from '../mnist-adder-error.js';

export type DataFolderCode =
  | 'data-folder-missing'
  | 'data-folder-not-a-folder'
  | 'data-folder-unreadable'
  | 'data-file-missing'
  | 'data-file-ambiguous'
  | 'data-file-unreadable';

export interface DataFolderFacts {
  /** The folder that was to be read. */
  folder: string;
  /** The names of the files concerned; none when it is the folder itself. */
  files?: readonly string[];
}

/** A folder of IDX files cannot be read, or does not have the four files in it, or has too many. */
export class DataFolderError extends MnistAdderError implements DataFolderFacts {
  override readonly name = 'DataFolderError';
  readonly folder: string;
  readonly files: readonly string[];

  constructor(
    override readonly code: DataFolderCode,
    message: string,
    { folder, files = [] }: DataFolderFacts,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
    this.folder = folder;
    this.files = files;
  }
}

/** Why the file system refused, in words where the reason is a common one. */
export function refusal(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return `the system answers ${code}`;
  }
}
