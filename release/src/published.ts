import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A package that is published. */
export interface PublishedPackage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** What can be imported of it: `.`, `./node`; nothing of a command, or of files. */
  readonly entries: readonly string[];
}

const FOLDERS = [
  'packages/dataset',
  'packages/model',
  'packages/tfjs-onnx',
  'packages/tensorboard',
  'packages/trainer',
  'packages/backends',
  'packages/cli',
  'models',
];

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | { readonly types: string }>>;
}

/** The packages that are published, each after those that it depends on but for the models. */
export const PUBLISHED: readonly PublishedPackage[] = FOLDERS.map((path) => {
  const folder = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const { name, exports = {} } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  const entries = Object.entries(exports).flatMap(([entry, target]) => (typeof target === 'string' ? [] : [entry]));
  return { name, folder, entries };
});

/** Those that are libraries. */
export const LIBRARIES = PUBLISHED.filter(({ entries }) => entries.length > 0);
