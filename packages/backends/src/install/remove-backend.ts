import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { folderBytes } from './folder-bytes.js';
import type { InstallableBackend } from '../names.js';
import { installationFolder, stagingFolder } from './installation.js';
import { withLock } from './lock.js';
import type { InstallSurroundings } from './surroundings.js';

/**
 * Removes everything that was installed for a backend, or was to be.
 *
 * @returns the bytes that it took; none if there was nothing.
 */
export async function removeBackend(
  backend: InstallableBackend,
  surroundings: Pick<InstallSurroundings, 'cacheFolder' | 'onEvent'>,
): Promise<number> {
  const folders = [installationFolder, stagingFolder].map((folderOf) => folderOf(backend, surroundings.cacheFolder));
  const isThere = () => folders.filter((folder) => existsSync(folder));
  if (isThere().length === 0) return 0;
  return withLock(backend, surroundings, async () => {
    let bytes = 0;
    for (const folder of isThere()) {
      bytes += folderBytes(folder);
      await rm(folder, { recursive: true });
    }
    return bytes;
  });
}
