import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InstallError } from './install-error.js';
import type { InstallEvent } from './install-event.js';
import type { ProcessResult } from './run-process.js';
import { complaint } from './run-process.js';

/** A file that is fetched, and how it is known to be the right one. */
export interface DownloadedFile {
  readonly file: string;
  /** In hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** How often the progress of a download is looked up. */
const LOOK_MILLISECONDS = 500;

/**
 * Has a program fetch a file into a folder, unless it is there already, and checks its digest.
 *
 * @returns its path.
 * @throws `InstallError` if the program fails, or the file is another one: then it is deleted.
 */
export async function download(
  { file, sha256, sizeBytes }: DownloadedFile,
  {
    backend,
    folder,
    program,
    fetch,
    onEvent,
  }: {
    backend: string;
    folder: string;
    program: string;
    /** Runs the program; it is to leave the file in the folder that it is given, and may leave anything else there as well. */
    fetch: (folder: string) => Promise<ProcessResult>;
    onEvent: (event: InstallEvent) => void;
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

/** The SHA-256 digest of a file, in hexadecimal. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The bytes of the newest unfinished or finished download: of the files below a folder, the latest that is not larger. */
function sizeOf(folder: string, atMost: number): number {
  const sizes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false }))
    .filter((stats) => stats !== undefined && stats.size <= atMost)
    .sort((a, b) => b!.mtimeMs - a!.mtimeMs);
  return sizes[0]?.size ?? 0;
}
