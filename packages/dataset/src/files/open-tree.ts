import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { DatasetError } from '../errors.js';
import { type FileTree, isHidden, MAX_FILES, tooManyFiles } from './file-tree.js';
import { readBeginning, readRegularFile } from './read-file.js';
import { errnoOf, refusal } from './system-error.js';
import { openZip } from './zip-tree.js';

/** How deep folders are searched: `data/MNIST/raw` has a depth of three. */
const MAX_DEPTH = 4;

/**
 * Opens a folder, a zip archive or a single file. A `.npz` file is a zip archive as well, but counts as a single file.
 *
 * @throws `DatasetError` if there is nothing at the path, or it cannot be read.
 */
export async function openTree(source: string): Promise<FileTree> {
  const stats = await stat(source).catch((cause: unknown) => {
    throw folderError(source, cause);
  });
  if (stats.isDirectory()) return openFolder(source);
  const beginning = await guarded(source, () => readBeginning(source, 2));
  if (isZip(beginning) && !source.toLowerCase().endsWith('.npz')) return openZip(source);
  return {
    source,
    kind: 'file',
    files: [path.basename(source)],
    close: () => undefined,
    pathOf: () => source,
    read: (_, maxBytes) => guarded(source, () => readRegularFile(source, maxBytes)),
  };
}

/** Whether bytes begin as a zip archive does. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function openFolder(folder: string): Promise<FileTree> {
  const files: string[] = [];
  const visit = async (within: string, depth: number): Promise<void> => {
    const here = path.join(folder, within);
    const entries = await readdir(here, { withFileTypes: true }).catch((cause: unknown) => {
      throw folderError(here, cause);
    });
    for (const entry of entries) {
      if (isHidden(entry.name)) continue;
      const file = within === '' ? entry.name : `${within}/${entry.name}`;
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToFolder(folder, file)));
      if (!isFolder) files.push(file);
      else if (depth < MAX_DEPTH) await visit(file, depth + 1);
      if (files.length > MAX_FILES) throw tooManyFiles(folder);
    }
  };
  await visit('', 0);
  const pathOf = (file: string) => path.join(folder, file);
  return {
    source: folder,
    kind: 'folder',
    files: files.sort(),
    pathOf,
    close: () => undefined,
    read: (file, maxBytes) => guarded(pathOf(file), () => readRegularFile(pathOf(file), maxBytes)),
  };
}

/** A link that leads nowhere counts as a file. Reading it fails with an error that names it. */
const leadsToFolder = (folder: string, file: string): Promise<boolean> =>
  stat(path.join(folder, file)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

async function guarded<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new DatasetError(
      'data-file-unreadable',
      `The data file ${file} cannot be read because ${refusal(cause)}: put a readable file there.`,
      { facts: { folder: path.dirname(file), files: [path.basename(file)] }, cause },
    );
  }
}

function folderError(folder: string, cause: unknown): DatasetError {
  const options = { facts: { folder, files: [] }, cause };
  if (['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '')) {
    return new DatasetError(
      'data-folder-missing',
      `There is no ${folder}: give a folder or a file of digits.`,
      options,
    );
  }
  const message = `The data folder ${folder} cannot be read because ${refusal(cause)}: make it readable, or give another.`;
  return new DatasetError('data-folder-unreadable', message, options);
}
