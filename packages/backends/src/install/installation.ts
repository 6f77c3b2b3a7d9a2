import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { InstallableBackend } from '../names.js';

/** What is noted of an installation, in it. A folder that has it is whole: it is written before the folder gets its name. */
const noteSchema = z.strictObject({
  /** Where libtensorflow is from. */
  source: z.enum(['upstream', 'wheel']),
  /** Of what it is made; another one than this version of the package wants is replaced by an install. */
  key: z.string(),
  /** What it takes on the disk. */
  sizeBytes: z.int(),
});

export type InstallationNote = z.output<typeof noteSchema>;
/** A backend that is installed in the cache. */
export type Installation = InstallationNote & { readonly folder: string };

export const NOTE_FILE = 'installed.json';

/** Where a backend is installed; whether or not it is. */
export const installationFolder = (backend: InstallableBackend, cacheFolder: string): string =>
  join(cacheFolder, backend);

/** What an installation in the making is kept in. */
export const stagingFolder = (backend: InstallableBackend, cacheFolder: string): string =>
  join(cacheFolder, `${backend}.unfinished`);

/** The installation of a backend, if there is a whole one. */
export function readInstallation(backend: InstallableBackend, cacheFolder: string): Installation | undefined {
  const folder = installationFolder(backend, cacheFolder);
  const file = join(folder, NOTE_FILE);
  if (!existsSync(file)) return undefined;
  const note = noteSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return note.success ? { ...note.data, folder } : undefined;
}
