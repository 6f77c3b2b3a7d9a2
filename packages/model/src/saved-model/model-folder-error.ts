import { MnistAdderError } from '@mnist-adder/dataset';

export type ModelFolderCode = 'model-file-missing' | 'model-file-unreadable' | 'model-folder-not-writable';

const PROBLEMS: Readonly<Record<ModelFolderCode, string>> = {
  'model-file-missing': 'is missing: give the folder of a saved model',
  'model-file-unreadable': 'cannot be read: make it a readable file',
  'model-folder-not-writable': 'cannot be written: choose another folder or make this one writable',
};

/** The files of a saved model cannot be read or written. */
export class ModelFolderError extends MnistAdderError {
  override readonly name = 'ModelFolderError';

  constructor(
    override readonly code: ModelFolderCode,
    /** The path of the file or folder. */
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(code, `${file} ${PROBLEMS[code]}.`, options);
  }
}
