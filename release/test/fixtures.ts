import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutsideProject } from '../src/outside-project.js';
import type { OutsideProject } from '../src/outside-project.js';
import { packAll } from '../src/pack-all.js';

// What takes long to make is made by the first test file that wants it, for all of them: files run one after another, and
// share a temporary directory.

/** The tarballs of the published packages by their names. */
export const packedPackages = (): ReadonlyMap<string, string> =>
  new Map(madeOnce('packed', (folder) => [...packAll(folder)]));

/** A project that has installed them. */
export const outsideProject = (): OutsideProject =>
  madeOnce('outside', (folder) => createOutsideProject(folder, packedPackages()));

/** @param make fills an empty folder, and returns what is to be known of it, as JSON. */
function madeOnce<T>(name: string, make: (folder: string) => T): T {
  const file = join(tmpdir(), `${name}.json`);
  if (!existsSync(file)) {
    const folder = join(tmpdir(), name);
    mkdirSync(folder);
    writeFileSync(file, JSON.stringify(make(folder)));
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
