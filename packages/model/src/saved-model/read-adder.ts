import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAdder, type SavedAdder } from './decode-adder.js';
import { MODEL_FILE, WEIGHTS_FILE } from './files.js';
import { ModelFolderError } from './model-folder-error.js';

/**
 * Opens the model saved in a folder, on the backend that is active.
 *
 * @throws `ModelFolderError` where a file is missing or cannot be read.
 * @throws `SavedModelError` where the files are not a whole model of ours.
 */
export async function readAdder(folder: string): Promise<SavedAdder> {
  const json = await read(join(folder, MODEL_FILE));
  const weights = await read(join(folder, WEIGHTS_FILE));
  return decodeAdder({ json: json.toString('utf8'), weights: new Uint8Array(weights) }, { source: folder });
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    throw new ModelFolderError(missing ? 'model-file-missing' : 'model-file-unreadable', file, { cause });
  }
}
