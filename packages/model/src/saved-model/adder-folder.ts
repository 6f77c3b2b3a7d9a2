import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errnoOf, pathOf } from '@mnist-adder/dataset/internal/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import writeFileAtomic from 'write-file-atomic';
import { ModelError } from '../model-error.js';
import type { Definitions } from '../network/definition.js';
import { checkDefinitions } from '../network/spec-schema.js';
import { decodeAdder, type SavedAdder } from './decode-adder.js';
import { encodeAdder, type EncodeAdderOptions } from './encode-adder.js';
import { MODEL_FILE, WEIGHTS_FILE } from './files.js';
import type { AdderMetadataInput } from './metadata.js';

/**
 * Opens the model saved in a folder, on the active backend.
 *
 * @param folder the folder, or the file `model.json` in it.
 * @param definitions backbones and heads of your own that the model may use.
 * @throws `ModelError` if a file is missing or unreadable, or the files are not a whole model of mnist-adder.
 */
export async function readAdder(folder: string | URL, definitions: Definitions = {}): Promise<SavedAdder> {
  const path = pathOf('folder', folder);
  checkDefinitions(definitions);
  const source = basename(path) === MODEL_FILE ? dirname(path) : path;
  const json = await read(join(source, MODEL_FILE));
  const weights = await read(join(source, WEIGHTS_FILE));
  const files = { json: json.toString('utf8'), weights: new Uint8Array(weights) };
  return decodeAdder(files, { ...definitions, source });
}

/**
 * Saves a model as `model.json` and `weights.bin` in a folder, which is created if needed. Each file appears whole or not at all, the
 * weights first. A folder without `model.json` is no model, and one whose weights are not those that `model.json` names is rejected.
 *
 * @throws what `encodeAdder` throws; then nothing is written.
 * @throws `ModelError` `model-folder-not-writable` if the
 *   folder cannot be created or written.
 */
export async function writeAdder(
  folder: string | URL,
  model: LayersModel,
  metadata: AdderMetadataInput,
  options?: EncodeAdderOptions,
): Promise<void> {
  const path = pathOf('folder', folder);
  const { json, weights } = await encodeAdder(model, metadata, options);
  try {
    await mkdir(path, { recursive: true });
    await writeFileAtomic(join(path, WEIGHTS_FILE), Buffer.from(weights.buffer));
    await writeFileAtomic(join(path, MODEL_FILE), json);
  } catch (cause) {
    throw folderError('model-folder-not-writable', path, cause);
  }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '');
    throw folderError(missing ? 'model-file-missing' : 'model-file-unreadable', file, cause);
  }
}

const PROBLEMS = {
  'model-file-missing': 'is missing: choose the folder of a saved model',
  'model-file-unreadable': 'cannot be read: make it a readable file',
  'model-folder-not-writable': 'cannot be written: choose another folder or make this one writable',
};

const folderError = (code: keyof typeof PROBLEMS, file: string, cause: unknown) =>
  new ModelError(code, `${file} ${PROBLEMS[code]}.`, { facts: { file }, cause });
