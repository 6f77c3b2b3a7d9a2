import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What GPUs are found by. What is not there or cannot be read is empty. */
export interface GpuSurroundings {
  readonly platform: NodeJS.Platform;
  /** The names in a folder. */
  readonly list: (folder: string) => readonly string[];
  /** The text of a file. */
  readonly text: (path: string) => string;
  /** Where a symbolic link leads. */
  readonly linkTarget: (path: string) => string;
  /** What a program prints. */
  readonly output: (program: string, args: readonly string[]) => string;
}

const orElse = <Value>(fallback: Value, look: () => Value): Value => {
  try {
    return look();
  } catch {
    return fallback;
  }
};

/** This machine. */
export const thisMachine: GpuSurroundings = {
  platform: process.platform,
  list: (folder) => orElse([], () => readdirSync(folder)),
  text: (path) => orElse('', () => readFileSync(path, 'utf8')),
  linkTarget: (path) => orElse('', () => readlinkSync(path)),
  output: (program, args) =>
    orElse('', () =>
      execFileSync(program, args, { encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }),
    ),
};
