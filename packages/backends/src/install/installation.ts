import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readTextFileSync } from '@mnist-adder/dataset/internal/node';
import envPaths from 'env-paths';
import * as z from 'zod/mini';
import type { InstallableBackend } from '../names.js';

/** What an installation says about itself. It is written last, so a folder that has it is whole. */
export interface InstallationNote {
  /** Where libtensorflow is from. */
  readonly source: 'upstream' | 'wheel';
  /** What is installed: another version of this package may want another key, and replaces it. */
  readonly key: string;
  /** The size of all files. */
  readonly sizeBytes: number;
}

const noteSchema: z.ZodMiniType<InstallationNote> = z.strictObject({
  source: z.enum(['upstream', 'wheel']),
  key: z.string(),
  sizeBytes: z.int(),
});

/** A backend that is installed in a folder of the cache. */
export type Installation = InstallationNote & { readonly folder: string };

/** The name of the file that {@link InstallationNote} is written in. */
export const NOTE_FILE = 'installed.json';

/** The folder that backends are installed in: `MNIST_ADDER_CACHE` or the system's for caches (`$XDG_CACHE_HOME/mnist-adder` on Linux). */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const chosen = env.MNIST_ADDER_CACHE;
  return chosen === undefined || chosen === '' ? envPaths('mnist-adder', { suffix: '' }).cache : resolve(chosen);
}

/** The folder of a backend's installation. It need not exist. */
export const installationFolder = (backend: InstallableBackend, cacheFolder: string): string =>
  join(cacheFolder, backend);

/** The folder of a backend's unfinished installation. */
export const stagingFolder = (backend: InstallableBackend, cacheFolder: string): string =>
  join(cacheFolder, `${backend}.unfinished`);

/** Reads the note of a backend's installation. Undefined if there is no whole installation: none with a note that can be read. */
export function readInstallation(backend: InstallableBackend, cacheFolder: string): Installation | undefined {
  const folder = installationFolder(backend, cacheFolder);
  try {
    const note = noteSchema.parse(JSON.parse(readTextFileSync(join(folder, NOTE_FILE))));
    return { ...note, folder };
  } catch {
    return undefined;
  }
}

/**
 * Finds the native part in a folder of tfjs-node: the one for the newest Node-API that this Node has. Undefined if there is none.
 *
 * @param folder the folder of the npm package
 */
export function findBinding(folder: string): string | undefined {
  const parent = join(folder, 'lib');
  if (statSync(parent, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(parent)
    .map((name) => ({
      file: join(parent, name, 'tfjs_binding.node'),
      version: Number(/^napi-v(\d+)$/.exec(name)?.[1]),
    }))
    .filter(({ file, version }) => version <= Number(process.versions.napi) && isFile(file))
    .sort((a, b) => b.version - a.version)[0]?.file;
}

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

/** Adds up the sizes of all files below a folder, in bytes. */
export function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}
