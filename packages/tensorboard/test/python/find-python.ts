import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Finds a Python that has some packages: in the environment that `.ci/run` makes, or else the system's.
 *
 * @param requirements the path of the file that names these packages, from the root of the repository
 * @returns the Python, or the reason why there is none
 */
export function findPython(
  requirements: string,
  ...packages: readonly string[]
): { python: string } | { reason: string } {
  for (const python of [join(cacheFolder(), 'test-python', 'bin', 'python'), 'python3']) {
    if (spawnSync(python, ['-c', `import ${packages.join(', ')}`]).status === 0) return { python };
  }
  return { reason: `no Python here has ${packages.join(' and ')} (pip install -r ${requirements})` };
}

/** The folder in which `.ci/run` makes its environment. */
function cacheFolder(): string {
  const { MNIST_ADDER_CACHE: own = '', XDG_CACHE_HOME: caches = '' } = process.env;
  if (own !== '') return own;
  return join(caches === '' ? join(homedir(), '.cache') : caches, 'mnist-adder');
}

/**
 * Runs a program, and reads the JSON that it prints.
 *
 * @throws `Error` with the program's complaint, if it fails
 */
export function askPython(python: string, program: string, ...args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, [program, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
