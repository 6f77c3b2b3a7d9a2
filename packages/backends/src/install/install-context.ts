import { statfs } from 'node:fs/promises';
import { cacheFolder } from './installation.js';
import type { Platform } from './plan.js';
import { runProcess, type RunProcess } from './run-process.js';

/** Something that happens during an installation. */
export type InstallEvent =
  /** A new stage begins. */
  | { readonly type: 'stage'; readonly text: string }
  /** A download or an unpacking goes on. */
  | { readonly type: 'progress'; readonly doneBytes: number; readonly totalBytes: number };

/** What an installation needs from its machine and from its caller. */
export interface InstallContext extends Platform {
  /** The version of glibc. Undefined on a system with another C library. */
  readonly glibc: string | undefined;
  /** The folder that backends are installed in. */
  readonly cacheFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProcess;
  /** Finds out whether a URL has a file. It takes a few seconds at most. */
  readonly isReachable: (url: string) => Promise<boolean>;
  /** Asks how many bytes are free on the disk that a folder is on. */
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly onEvent: (event: InstallEvent) => void;
}

/** A URL has to answer within this time. */
const PATIENCE_MILLISECONDS = 4000;

/** The context of this process. */
export function installContext(onEvent: (event: InstallEvent) => void = () => undefined): InstallContext {
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
