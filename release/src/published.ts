import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A published package. */
export interface PublishedPackage {
  readonly name: string;
  /** Absolute path of the package's folder. */
  readonly folder: string;
  /** Modules that can be imported. There are none in a command or in a package of files. */
  readonly entries: readonly Entry[];
}

/** A module of a package that can be imported. */
export interface Entry {
  /** Path after the package's name: `.`, `./node`. */
  readonly path: string;
  /** Path of its declarations in the package's folder: `./dist/index.d.ts`. */
  readonly types: string;
}

const FOLDERS = [
  'packages/dataset',
  'packages/model',
  'packages/tfjs-onnx',
  'packages/tensorboard',
  'packages/onnxruntime-node',
  'packages/trainer',
  'packages/backends',
  'packages/cli',
  'models',
];

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly types: string }>>;
}

/** The published packages. Each comes after those that it depends on, except for the models. */
export const PUBLISHED: readonly PublishedPackage[] = FOLDERS.map((path) => {
  const folder = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const { name, exports = {} } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    // What the packages need of each other alone is no part of what they promise. Declarations elsewhere are written by hand.
    typeof target === 'string' || path.startsWith('./internal') || !target.types.startsWith('./dist/')
      ? []
      : [{ path, types: target.types }],
  );
  return { name, folder, entries };
});

/** The published packages that can be imported. */
export const LIBRARIES = PUBLISHED.filter(({ entries }) => entries.length > 0);
