import type { AdderFiles } from '@mnist-adder/model';
import { head, ownModel, secondDrawing, usesOwnModel } from '../state.js';
import { shippedModel } from './shipped-model.js';
import type { ShippedModel } from './shipped-model.js';

/** A model by its name, and where its files come from. */
export interface ModelSource {
  readonly name: string;
  readonly files: () => Promise<AdderFiles>;
}

/** The name under which the model of one's own is open. */
export const OWN = 'own';

/** The model that answers. Two drawings are added by the exact head: what it adds need not be certain. */
export function modelInUse(): ModelSource {
  const own = ownModel.value;
  if (usesOwnModel.value && own !== undefined) return { name: OWN, files: () => Promise.resolve(own.files) };
  return shippedSource(shippedModel(secondDrawing.value === undefined ? head.value : 'exact'));
}

/** A model that comes with the page, fetched when it is first used. */
export function shippedSource({ id, json, weights }: ShippedModel): ModelSource {
  return {
    name: id,
    async files() {
      const [text, bytes] = await Promise.all([fetchFile(json), fetchFile(weights)]);
      return { json: new TextDecoder().decode(text), weights: bytes };
    },
  };
}

async function fetchFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path).catch((cause: unknown) => {
    throw new Error(`${path} could not be fetched: there is no connection, and it was not kept from a visit before.`, {
      cause,
    });
  });
  if (!response.ok) throw new Error(`${path} could not be fetched (${response.status}): reload the page.`);
  return new Uint8Array(await response.arrayBuffer());
}
