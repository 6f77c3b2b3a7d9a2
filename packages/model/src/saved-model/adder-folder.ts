import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  errnoOf,
  pathOf,
  readBeginning,
  readRegularFile,
  readTextFile,
  refusal,
} from '@mnist-adder/dataset/internal/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import writeFileAtomic from 'write-file-atomic';
import { ModelError } from '../model-error.js';
import type { Definitions } from '../network/definition.js';
import { checkDefinitions } from '../network/spec-schema.js';
import { checkSize, decodeAdder, type SavedAdder } from './decode-adder.js';
import { encodeAdder, type EncodeAdderOptions } from './encode-adder.js';
import { MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from './files.js';
import type { AdderMetadataInput } from './metadata.js';
import { BEGINNING_BYTES, refuseOtherFormat } from './other-format.js';
import { weightsFiles } from './parse-manifest.js';

/**
 * Opens the model saved in a folder, on the active backend.
 *
 * @param folder the folder, or the file in it that describes the model: `model.json`. That file names those with the weights.
 * @param definitions backbones and heads of your own that the model may use.
 * @throws `ModelError` if a file is missing or unreadable, or the files are not a whole model of mnist-adder.
 */
export async function readAdder(folder: string | URL, definitions: Definitions = {}): Promise<SavedAdder> {
  checkDefinitions(definitions);
  const { json, weights, source, modelFile } = await readAdderFiles(folder);
  return decodeAdder({ json, weights }, { ...definitions, source, modelFile });
}

/** The contents of a saved model's files, and where they are. */
interface StoredAdder extends AdderFiles {
  /** The folder. */
  readonly source: string;
  /** The name of the file that describes the model. */
  readonly modelFile: string;
}

/**
 * Reads the files of a saved model. Only their sizes are checked; `decodeAdder` checks the rest.
 *
 * @param folder the folder, or the file in it that describes the model.
 * @throws `ModelError` if a file is missing or unreadable, or is larger or smaller than `model.json` says.
 */
export async function readAdderFiles(folder: string | URL): Promise<StoredAdder> {
  const path = pathOf('folder', folder);
  const isFile = await stat(path).then(
    (stats) => !stats.isDirectory(),
    () => basename(path) === MODEL_FILE,
  );
  const [source, modelFile] = isFile ? [dirname(path), basename(path)] : [path, MODEL_FILE];
  const jsonFile = join(source, modelFile);
  refuseOtherFormat(await read(jsonFile, (file) => readBeginning(file, BEGINNING_BYTES)), jsonFile);
  const json = await read(jsonFile, readTextFile);
  const { paths, sizeBytes } = weightsFiles(json, jsonFile);
  const files = paths.map((name) => join(source, name));
  const weights = await readWeights(files, sizeBytes);
  return { json, weights, source, modelFile };
}

/** Reads weights. Sizes are compared first: what is too large or too small is not read. */
async function readWeights(files: readonly string[], sizeBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const sizes = await Promise.all(files.map((file) => read(file, sizeOf)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const parts = total > sizeBytes ? [] : await readAll(files, sizeBytes);
  checkSize(
    Math.max(
      total,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
    sizeBytes,
    files.join(' + '),
  );
  const weights = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const part of parts) {
    weights.set(part, offset);
    offset += part.length;
  }
  return weights;
}

/** The size of a file; of anything else nothing is known. */
async function sizeOf(file: string): Promise<number> {
  const stats = await stat(file);
  return stats.isFile() ? stats.size : 0;
}

async function readAll(files: readonly string[], maxBytes: number): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (const file of files) parts.push(await read(file, () => readRegularFile(file, maxBytes)));
  return parts;
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

async function read<T>(file: string, action: (file: string) => Promise<T>): Promise<T> {
  try {
    return await action(file);
  } catch (cause) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '');
    throw folderError(missing ? 'model-file-missing' : 'model-file-unreadable', file, cause);
  }
}

const PROBLEMS = {
  'model-file-missing': 'is missing: choose the folder of a saved model',
  'model-file-unreadable': 'make it a readable file',
  'model-folder-not-writable': 'cannot be written: choose another folder or make this one writable',
};

function folderError(code: keyof typeof PROBLEMS, file: string, cause: unknown): ModelError {
  const reason = code === 'model-file-unreadable' ? `cannot be read because ${refusal(cause)}: ` : '';
  return new ModelError(code, `${file} ${reason}${PROBLEMS[code]}.`, { facts: { file }, cause });
}
