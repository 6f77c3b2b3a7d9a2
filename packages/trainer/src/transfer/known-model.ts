import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError } from '@mnist-adder/dataset';
import { WEIGHTS_FILE } from '@mnist-adder/model';
import type { SavedAdder } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { digestOf } from '../checkpoint/encode-checkpoint.js';

/** A saved model that a run learns from, and what it is known by. */
export interface KnownModel {
  readonly folder: string;
  /** SHA-256 of its weights. */
  readonly digest: string;
}

/**
 * Looks at a saved model that a run would learn from, on the backend that is active.
 *
 * @throws `ModelFolderError` or `SavedModelError` where the folder holds no whole saved model.
 */
export async function knowModel(folder: string): Promise<KnownModel> {
  const { model } = await readAdder(folder);
  model.dispose();
  return { folder, digest: await digestOfWeights(folder) };
}

/**
 * Opens a saved model that a run learns from.
 *
 * @throws `ArgumentError` where it is no longer the one that is known.
 */
export async function openKnownModel({ folder, digest }: KnownModel): Promise<SavedAdder> {
  const found = await digestOfWeights(folder);
  if (found === digest) return readAdder(folder);
  throw new ArgumentError('model', `the one that the run began with, whose weights are ${digest}, in ${folder}`, found);
}

const digestOfWeights = async (folder: string): Promise<string> => digestOf(await readFile(join(folder, WEIGHTS_FILE)));
