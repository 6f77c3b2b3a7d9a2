import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

/** A file that the page fetches. */
export interface BundledFile {
  /** Relative to the page. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files for the page, and facts about them that it knows from the start. */
export interface Bundle {
  /** The page imports the facts from `virtual:<name>`. */
  readonly name: string;
  readonly files: readonly BundledFile[];
  /** Plain JSON. */
  readonly facts: unknown;
}

/**
 * A plugin for files of other packages, models and images: it writes them beside the page in a build, and serves them in development.
 *
 * @param prepare called once, when the bundles are first needed.
 */
export function bundledFiles(prepare: () => Promise<readonly Bundle[]>): Plugin {
  let prepared: Promise<readonly Bundle[]> | undefined;
  const bundles = () => (prepared ??= prepare());
  return {
    name: 'bundled-files',
    resolveId: (id) => (id.startsWith('virtual:bundled-') ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith('\0virtual:bundled-')) return undefined;
      const name = id.slice('\0virtual:'.length);
      const bundle = (await bundles()).find((candidate) => candidate.name === name);
      return bundle && `export default ${JSON.stringify(bundle.facts)};`;
    },
    async generateBundle() {
      for (const { files } of await bundles()) {
        for (const { path, bytes } of files) this.emitFile({ type: 'asset', fileName: path, source: bytes });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
        const path = new URL(request.url ?? '/', 'http://page').pathname.slice(1);
        bundles()
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
