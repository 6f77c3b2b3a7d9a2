import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cacheFolder } from '../../src/backend/install/cache-folder.js';

const REQUIREMENTS = 'packages/trainer/test/python/requirements.txt';

/** A Python that has packages, or why there is none: the environment that `.ci/run` makes, or else the system's. */
export function findPython(...packages: readonly string[]): { python: string } | { reason: string } {
  for (const python of [join(cacheFolder(), 'test-python', 'bin', 'python'), 'python3']) {
    if (spawnSync(python, ['-c', `import ${packages.join(', ')}`]).status === 0) return { python };
  }
  return { reason: `no Python here has ${packages.join(' and ')} (pip install -r ${REQUIREMENTS})` };
}

/**
 * What a program prints, as JSON.
 *
 * @throws {Error} with what it complains of, where it fails.
 */
export function askPython(python: string, program: string, ...args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, [program, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
