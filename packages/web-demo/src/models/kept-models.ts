import type { AdderFiles } from '@mnist-adder/model';
import { createStore, del, entries, set } from 'idb-keyval';

/** A model that the browser keeps for later visits. */
export interface KeptModel {
  readonly name: string;
  readonly files: AdderFiles;
}

const store = () => createStore('mnist-adder', 'models');

/**
 * Keeps a model in the browser. It replaces a kept model of the same name.
 *
 * @throws `Error` with a message for the user if the browser has no room or does not let the page keep anything.
 */
export async function keepModel({ name, files }: KeptModel): Promise<void> {
  try {
    await set(name, files, store());
  } catch (cause) {
    const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    const why = isFull ? 'this browser has no room left for the page' : 'this browser lets the page save nothing';
    throw new Error(`The model was not saved: ${why}. Download it instead.`, { cause });
  }
}

/** The models that the browser keeps; none if it does not let the page keep anything. */
export async function keptModels(): Promise<KeptModel[]> {
  const kept = await entries<string, AdderFiles>(store()).catch(() => []);
  return kept.map(([name, files]) => ({ name, files }));
}

/** Deletes a kept model. */
export const forgetModel = (name: string): Promise<void> => del(name, store());
