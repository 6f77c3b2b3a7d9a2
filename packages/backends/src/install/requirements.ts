import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { InstallPlan } from './installable.js';
import type { InstallSurroundings } from './surroundings.js';
import { findTools, hasNpm } from './tools.js';
import type { Tools } from './tools.js';

/** The glibc that the wheels are made for. */
const GLIBC = '2.27';

/** How a backend can be installed here, or all that is missing for it. */
export type Way =
  | { readonly source: 'upstream' }
  | { readonly source: 'wheel'; readonly tools: Tools }
  | { readonly missing: readonly string[] };

/**
 * Decides how a backend is installed here. Nothing is fetched for it: upstream's host is asked whether it has its file, and
 * programs are asked for their versions.
 *
 * @param alreadyThere what of the downloads is there from a time before.
 */
export async function chooseWay(
  { upstream, wheels }: InstallPlan,
  surroundings: InstallSurroundings,
  alreadyThere = 0,
): Promise<Way> {
  const { run, isReachable, glibc } = surroundings;
  const missing = (await hasNpm(run)) ? [] : ['npm, which comes with Node'];
  const reachable = upstream !== undefined && (await isReachable(upstream.url));
  if (reachable || wheels === undefined) {
    if (!reachable) missing.push('a network on which TensorFlow.js’s own files can be fetched');
    missing.push(...(await missingSpace(upstream?.bytes ?? 0, surroundings)));
    return missing.length > 0 ? { missing } : { source: 'upstream' };
  }
  const { pip, compiler } = await findTools(surroundings);
  if (pip === undefined) missing.push('Python 3 with pip (on Debian and Ubuntu: python3-pip)');
  if (compiler === undefined) missing.push('a C++ compiler (on Debian and Ubuntu: g++), or its name in CXX');
  if (glibc === undefined || isOlder(glibc, GLIBC))
    missing.push(`glibc ${GLIBC} or newer (it is ${glibc ?? 'not there'})`);
  const bytes = wheels.wheels.reduce((sum, wheel) => sum + wheel.sizeBytes + wheel.unpackedBytes, 0);
  missing.push(...(await missingSpace(bytes - alreadyThere, surroundings)));
  return missing.length > 0 || pip === undefined || compiler === undefined
    ? { missing }
    : { source: 'wheel', tools: { pip, compiler } };
}

async function missingSpace(bytes: number, { cacheFolder, freeBytes }: InstallSurroundings): Promise<string[]> {
  let folder = cacheFolder;
  while (!existsSync(folder)) folder = dirname(folder);
  const free = await freeBytes(folder);
  if (free >= bytes) return [];
  return [
    `room on the disk: ${gigabytes(bytes)} for ${cacheFolder}, where ${gigabytes(free)} are free (MNIST_ADDER_CACHE names another folder)`,
  ];
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}
