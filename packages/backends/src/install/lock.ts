import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '@mnist-adder/dataset/internal/node';
import { lock } from 'proper-lockfile';
import type { InstallableBackend } from '../names.js';
import type { InstallContext } from './install-context.js';

/** A lock that its holder has not renewed for this long was left behind by a process that was killed. */
const STALE_MILLISECONDS = 10_000;

/** Works on a backend's installation while no other process does. If another one does, it says so and waits. */
export async function withLock<T>(
  backend: InstallableBackend,
  { cacheFolder, onEvent }: Pick<InstallContext, 'cacheFolder' | 'onEvent'>,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(cacheFolder, { recursive: true });
  const options = {
    lockfilePath: join(cacheFolder, `${backend}.lock`),
    realpath: false,
    stale: STALE_MILLISECONDS,
  };
  const release = await lock(cacheFolder, options).catch((error: unknown) => {
    if (errnoOf(error) !== 'ELOCKED') throw error;
    onEvent({ type: 'stage', text: 'waiting for another installation to end' });
    return lock(cacheFolder, { ...options, retries: { forever: true, minTimeout: 200, maxTimeout: 1000 } });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
