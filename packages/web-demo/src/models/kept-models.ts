import type { AdderFiles } from '@mnist-adder/model';
import { createStore, del, entries, set } from 'idb-keyval';
import { freeName } from './free-name.js';

/** A model that the browser keeps for later visits. */
export interface KeptModel {
  readonly name: string;
  readonly files: AdderFiles;
}

const store = () => createStore('mnist-adder', 'models');

/** Where the tabs of the page tell each other that other models are kept. */
const CHANNEL = 'mnist-adder-models';

/**
 * Keeps a model in the browser. If another model of this name is kept, it gets a number behind its name.
 *
 * @returns the name under which it is kept.
 * @throws `Error` with a message for the user if the browser has no room or does not let the page keep anything.
 */
export async function keepModel({ name, files }: KeptModel): Promise<string> {
  const others = await keptModels();
  const keptAs = freeName(name, (candidate) =>
    others.some((other) => other.name === candidate && !isSame(other.files, files)),
  );
  try {
    await set(keptAs, files, store());
  } catch (cause) {
    const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    const why = isFull ? 'this browser has no room left for the page' : 'this browser lets the page save nothing';
    throw new Error(`The model was not saved: ${why}. Download it instead.`, { cause });
  }
  tellTabs();
  return keptAs;
}

const isSame = (a: AdderFiles, b: AdderFiles): boolean =>
  a.json === b.json && a.weights.length === b.weights.length && a.weights.every((byte, i) => byte === b.weights[i]);

/** The models that the browser keeps; none if it does not let the page keep anything. */
export async function keptModels(): Promise<KeptModel[]> {
  const kept = await entries<string, AdderFiles>(store()).catch(() => []);
  return kept.map(([name, files]) => ({ name, files }));
}

/** Deletes a kept model. */
export async function forgetModel(name: string): Promise<void> {
  await del(name, store());
  tellTabs();
}

/**
 * Follows which models are kept, by this tab and by others.
 *
 * @param onChange called whenever they have changed.
 * @returns ends it.
 */
export function followKeptModels(onChange: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = onChange;
  return () => {
    channel.close();
  };
}

/** A channel of its own, so that this tab hears it too. */
function tellTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(undefined);
  channel.close();
}
