import { statfs } from 'node:fs/promises';
import { cacheFolder } from './cache-folder.js';
import type { InstallEvent } from './install-event.js';
import type { Platform } from './plan.js';
import { runProcess } from './run-process.js';
import type { RunProcess } from './run-process.js';

/** What an installation works in and with. */
export interface InstallSurroundings extends Platform {
  /** The version of glibc; nothing on a system with another C library. */
  readonly glibc: string | undefined;
  readonly cacheFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProcess;
  /** Whether there is something to fetch at an address. It takes a few seconds at most. */
  readonly isReachable: (url: string) => Promise<boolean>;
  /** What is free on the disk that a folder is on. */
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly onEvent: (event: InstallEvent) => void;
}

/** How long an address has to answer. */
const PATIENCE_MILLISECONDS = 4000;

/** The surroundings that this process is in. */
export function installSurroundings(onEvent: (event: InstallEvent) => void = () => undefined): InstallSurroundings {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    glibc: header.glibcVersionRuntime,
    cacheFolder: cacheFolder(),
    env: process.env,
    run: runProcess,
    async isReachable(url) {
      try {
        return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })).ok;
      } catch {
        return false;
      }
    },
    async freeBytes(folder) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    onEvent,
  };
}
