import type { AdderFiles } from '@mnist-adder/model';
import models, { type BundledHead, type BundledModel } from 'virtual:bundled-models';

/** The trained models that come with the page. The first one answers when the page opens. */
export const BUNDLED_MODELS = models;

/** A model's name and where its files come from. */
export interface ModelSource {
  readonly name: string;
  readonly files: () => Promise<AdderFiles>;
  /** Channels that are switched off, by the names of their layers; default: none. */
  readonly off?: Readonly<Record<string, readonly number[]>>;
}

/** The bundled model with a head. */
export const bundledModel = (head: BundledHead): BundledModel => models.find((model) => model.head === head)!;

/** The source of a bundled model. Its files are fetched when they are first needed. */
export function bundledSource({ id, json, weights }: BundledModel): ModelSource {
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
    throw new Error(`${path} could not be fetched: connect to the network once, and it is kept for later.`, { cause });
  });
  if (!response.ok) throw new Error(`${path} could not be fetched (${response.status}): reload the page.`);
  return new Uint8Array(await response.arrayBuffer());
}
