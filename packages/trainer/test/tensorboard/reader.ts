import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../src/backend/install/cache-folder.js';

const PROGRAM = fileURLToPath(new URL('./read_back.py', import.meta.url));
const REQUIREMENTS = 'packages/trainer/test/tensorboard/requirements.txt';

/** A Python that has TensorBoard, or why there is none: the environment that `.ci/run` makes, or else the system's. */
export function findReader(): { python: string } | { reason: string } {
  for (const python of [join(cacheFolder(), 'tensorboard', 'bin', 'python'), 'python3']) {
    if (spawnSync(python, ['-c', 'import tensorboard']).status === 0) return { python };
  }
  return { reason: `no Python here has the package (pip install -r ${REQUIREMENTS})` };
}

/** What TensorBoard finds in a folder. */
export interface ReadBack {
  /** Of the first record of each file. */
  readonly versions: readonly string[];
  /** By tag. */
  readonly series: Readonly<Record<string, Series>>;
}

interface Series {
  readonly plugin: string;
  readonly dataClass: string;
  readonly description: string;
  /** What is in them depends on the plugin. */
  readonly values: readonly { readonly step: number; readonly wallTime: number; readonly value: unknown }[];
}

/** Reads a folder of event files with TensorBoard's own reader. */
export function readBack(python: string, folder: string): ReadBack {
  return ask(python, 'series', folder) as ReadBack;
}

/** TensorBoard's messages with the numbers of their fields, and its enumerations with the numbers of their values. */
export function readSchema(python: string): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return ask(python, 'schema') as Record<string, Record<string, number>>;
}

function ask(python: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, [PROGRAM, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
