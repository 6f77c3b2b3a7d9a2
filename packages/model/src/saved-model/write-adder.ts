import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import writeFileAtomic from 'write-file-atomic';
import { encodeAdder, type EncodeAdderOptions } from './encode-adder.js';
import { MODEL_FILE, WEIGHTS_FILE } from './files.js';
import type { AdderMetadataInput } from './metadata.js';
import { ModelFolderError } from './model-folder-error.js';

/**
 * Saves a model as `model.json` and `weights.bin` in a folder, which is made if need be. Each file appears whole or not at
 * all, the weights first: a folder without `model.json` is no model, and one with other weights than it says is refused.
 *
 * @throws `SavedModelError` where a weight is not finite; then nothing is written.
 * @throws `ModelFolderError` where the folder cannot be made or written.
 */
export async function writeAdder(
  folder: string,
  model: LayersModel,
  metadata: AdderMetadataInput,
  options?: EncodeAdderOptions,
): Promise<void> {
  const { json, weights } = await encodeAdder(model, metadata, options);
  try {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, WEIGHTS_FILE), Buffer.from(weights.buffer));
    await writeFileAtomic(join(folder, MODEL_FILE), json);
  } catch (cause) {
    throw new ModelFolderError('model-folder-not-writable', folder, { cause });
  }
}
