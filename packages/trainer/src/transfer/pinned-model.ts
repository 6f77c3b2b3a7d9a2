import { pathOf } from '@mnist-adder/dataset/internal/node';
import { ArgumentError } from '@mnist-adder/dataset';
import { sha256 } from '@mnist-adder/dataset/internal';
import type { SavedAdder } from '@mnist-adder/model';
import { readAdderFiles } from '@mnist-adder/model/internal/node';
import { readAdder } from '@mnist-adder/model/node';

/** A saved model that a run learns from, pinned by the digest of its weights. */
export interface PinnedModel {
  /** The directory of the saved model. */
  readonly folder: string;
  /** SHA-256 of its weights, as hexadecimal digits. */
  readonly digest: string;
}

/**
 * Pins a saved model that a run would learn from, after opening it once on the active backend.
 *
 * @throws `ModelError` if the folder holds no whole saved model.
 */
export async function pinModel(given: string | URL): Promise<PinnedModel> {
  const folder = pathOf('folder', given);
  const { model } = await readAdder(folder);
  model.dispose();
  return { folder, digest: await digestOfWeights(folder) };
}

/**
 * Opens a pinned model on the active backend.
 *
 * @throws `ArgumentError` if its weights have changed since it was pinned.
 */
export async function openPinnedModel({ folder, digest }: PinnedModel): Promise<SavedAdder> {
  const found = await digestOfWeights(folder);
  if (found === digest) return readAdder(folder);
  throw new ArgumentError('model', `the one that the run began with, whose weights are ${digest}, in ${folder}`, found);
}

const digestOfWeights = async (folder: string): Promise<string> =>
  (await sha256((await readAdderFiles(folder)).weights))!;
