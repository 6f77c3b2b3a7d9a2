import type { AdderFiles } from '@mnist-adder/model';
import { createStore, del, entries, set } from 'idb-keyval';

/** A model that the browser keeps. */
export interface KeptModel {
  readonly name: string;
  readonly files: AdderFiles;
}

const store = () => createStore('mnist-adder', 'models');

/**
 * Keeps a model in the browser, in place of one of the same name.
 *
 * @throws `Error` where the browser has no room or keeps nothing, in a sentence for the person who saves.
 */
export async function keepModel({ name, files }: KeptModel): Promise<void> {
  try {
    await set(name, files, store());
  } catch (cause) {
    const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    const why = isFull ? 'this browser has no room left for the page' : 'this browser keeps nothing for the page';
    throw new Error(`The model was not saved: ${why}. Download it instead.`, { cause });
  }
}

/** The models that the browser keeps; none where it keeps nothing. */
export async function keptModels(): Promise<KeptModel[]> {
  const kept = await entries<string, AdderFiles>(store()).catch(() => []);
  return kept.map(([name, files]) => ({ name, files }));
}

export const forgetModel = (name: string): Promise<void> => del(name, store());
