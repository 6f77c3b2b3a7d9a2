import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

/** A file that the page fetches: its path below the page's own, and its bytes. */
export interface ShippedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What is shipped: files, and what the page is told of them at once, as the module `virtual:<name>`. */
export interface Shipment {
  readonly name: string;
  readonly files: readonly ShippedFile[];
  /** Plain JSON. */
  readonly facts: unknown;
}

/** Serves what other packages bring, models and images, beside the page in development, and writes it beside the page in a build. */
export function shippedFiles(prepare: () => Promise<readonly Shipment[]>): Plugin {
  let prepared: Promise<readonly Shipment[]> | undefined;
  const shipments = () => (prepared ??= prepare());
  return {
    name: 'shipped-files',
    resolveId: (id) => (id.startsWith('virtual:shipped-') ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith('\0virtual:shipped-')) return undefined;
      const name = id.slice('\0virtual:'.length);
      const shipment = (await shipments()).find((candidate) => candidate.name === name);
      return shipment && `export default ${JSON.stringify(shipment.facts)};`;
    },
    async generateBundle() {
      for (const { files } of await shipments()) {
        for (const { path, bytes } of files) this.emitFile({ type: 'asset', fileName: path, source: bytes });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
        const path = new URL(request.url ?? '/', 'http://page').pathname.slice(1);
        shipments()
          .then((all) => {
            const file = all.flatMap(({ files }) => files).find((candidate) => candidate.path === path);
            if (file === undefined) next();
            else response.end(file.bytes);
          })
          .catch(next);
      });
    },
  };
}
