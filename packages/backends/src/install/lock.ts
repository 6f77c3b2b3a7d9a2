import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { InstallableBackend } from '../names.js';
import type { InstallSurroundings } from './surroundings.js';

/** After this a lock whose holder does not renew it is taken for left behind by one that was killed. */
const STALE_MILLISECONDS = 10_000;

/** Does something to a backend's installation while nobody else does: waits until it is free, and says so. */
export async function withLock<T>(
  backend: InstallableBackend,
  { cacheFolder, onEvent }: Pick<InstallSurroundings, 'cacheFolder' | 'onEvent'>,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(cacheFolder, { recursive: true });
  const options = {
    lockfilePath: join(cacheFolder, `${backend}.lock`),
    realpath: false,
    stale: STALE_MILLISECONDS,
  };
  const release = await lock(cacheFolder, options).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
    onEvent({ type: 'stage', text: 'waiting for another installation to end' });
    return lock(cacheFolder, { ...options, retries: { forever: true, minTimeout: 200, maxTimeout: 1000 } });
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
