import { is } from '@mnist-adder/dataset/internal';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { INSTALLABLE_BACKENDS, type InstallableBackend } from '../names.js';
import { installContext, type InstallContext } from './install-context.js';
import { folderBytes, installationFolder, stagingFolder } from './installation.js';
import { withLock } from './lock.js';

/**
 * Removes a backend from the user's cache, and what an unfinished installation left.
 *
 * @returns the bytes that are free now: 0 if there was nothing
 */
export async function removeBackend(backend: InstallableBackend): Promise<number> {
  is.oneOf(...INSTALLABLE_BACKENDS)('backend', backend);
  return removeFrom(backend, installContext());
}

/** Removes a backend as {@link removeBackend} does, from a cache. */
export async function removeFrom(
  backend: InstallableBackend,
  context: Pick<InstallContext, 'cacheFolder' | 'onEvent'>,
): Promise<number> {
  const folders = [installationFolder, stagingFolder].map((folderOf) => folderOf(backend, context.cacheFolder));
  const present = () => folders.filter((folder) => existsSync(folder));
  if (present().length === 0) return 0;
  return withLock(backend, context, async () => {
    let bytes = 0;
    for (const folder of present()) {
      bytes += folderBytes(folder);
      await rm(folder, { recursive: true });
    }
    return bytes;
  });
}
