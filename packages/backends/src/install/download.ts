import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InstallError } from '../errors.js';
import type { InstallContext } from './install-context.js';
import type { PinnedFile } from './pinned-files.js';
import { complaint, type ProcessResult } from './run-process.js';

/** The progress of a download is looked up this often. */
const LOOK_MILLISECONDS = 500;

/**
 * Lets a program fetch a file into a folder if it is not there, and checks its digest.
 *
 * @param fetch runs the program. It leaves the file in the folder that it is given, and may leave other files there.
 * @returns the file's path
 * @throws {@link InstallError} if the program fails, or if the file has another digest: then the file is deleted.
 */
export async function download(
  { file, sha256, sizeBytes }: PinnedFile,
  fetch: (folder: string) => Promise<ProcessResult>,
  {
    backend,
    folder,
    program,
    onEvent,
  }: {
    readonly backend: string;
    readonly folder: string;
    readonly program: string;
    readonly onEvent: InstallContext['onEvent'];
  },
): Promise<string> {
  const path = join(folder, file);
  if (existsSync(path) && (await sha256Of(path)) === sha256) return path;
  rmSync(path, { force: true });
  await mkdir(folder, { recursive: true });
  const watch = setInterval(() => {
    onEvent({ type: 'progress', doneBytes: Math.min(sizeBytes, sizeOf(folder, sizeBytes)), totalBytes: sizeBytes });
  }, LOOK_MILLISECONDS);
  const result = await fetch(folder).finally(() => {
    clearInterval(watch);
  });
  if (result.exitCode !== 0 || !existsSync(path)) {
    throw new InstallError(
      'install-download',
      backend,
      `${program} did not fetch ${file} (${complaint(result)}). Try again: what has been fetched is kept.`,
    );
  }
  const found = await sha256Of(path);
  if (found === sha256) return path;
  rmSync(path);
  throw new InstallError(
    'install-digest',
    backend,
    `${file} has the SHA-256 digest ${found} and not ${sha256}: what ${program} fetches from is not what it should be. The file is deleted.`,
  );
}

/** Computes the SHA-256 digest of a file, in hexadecimal. A wheel is too large to be read at once. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The size of the newest file below a folder, finished or not, that has no more than so many bytes. */
function sizeOf(folder: string, maxBytes: number): number {
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false }))
    .filter((stats) => stats !== undefined && stats.size <= maxBytes)
    .sort((a, b) => b!.mtimeMs - a!.mtimeMs);
  return sizes[0]?.size ?? 0;
}
