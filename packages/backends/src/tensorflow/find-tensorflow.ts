import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { findBinding, readInstallation } from '../install/installation.js';
import type { InstallableBackend } from '../names.js';

/** The npm packages with the JavaScript of the backends. */
export const TENSORFLOW_PACKAGES: Readonly<Record<InstallableBackend, string>> = {
  tensorflow: '@tensorflow/tfjs-node',
  'tensorflow-gpu': '@tensorflow/tfjs-node-gpu',
};

/** A copy of tfjs-node that can be loaded. */
export interface FoundTensorflow {
  /** The folder of the package. */
  readonly folder: string;
  /** The file of its native part: `…/tfjs_binding.node`. */
  readonly bindingFile: string;
}

/** Where {@link findTensorflow} looks. */
export interface FindOptions {
  /** The folder that `installBackend` installs in. */
  readonly cacheFolder: string;
  /** The files from which the user's own copy is resolved, as `require` does. Default: this package, and the working directory. */
  readonly lookFrom?: readonly string[] | undefined;
}

/**
 * Finds tfjs-node with its native part: the user's own copy, or else the one in the cache.
 *
 * @returns the copy, or the reason why there is none and what to do
 */
export function findTensorflow(
  backend: InstallableBackend,
  { cacheFolder, lookFrom = [import.meta.url, join(process.cwd(), 'package.json')] }: FindOptions,
): FoundTensorflow | { readonly reason: string } {
  const name = TENSORFLOW_PACKAGES[backend];
  const install = `\`mnist-adder backend install ${backend}\``;
  let reason = `it is not installed: ${install} does that`;
  for (const file of lookFrom) {
    const folder = resolvePackage(file, name);
    if (folder === undefined) continue;
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    if (version !== tf.version_core) {
      reason = `${name} ${version} in ${folder} does not go with TensorFlow.js ${tf.version_core}: take that version of it, or ${install}`;
      continue;
    }
    const bindingFile = findBinding(folder);
    if (bindingFile !== undefined) return { folder, bindingFile };
    reason = `${name} in ${folder} has no native part: its install script did not run or failed; ${install} works without it`;
  }
  const installation = readInstallation(backend, cacheFolder);
  if (installation === undefined) return { reason };
  const folder = join(installation.folder, 'node_modules', name);
  const bindingFile = findBinding(folder);
  return bindingFile === undefined
    ? { reason: `what is installed in ${installation.folder} is not whole: ${install} --force repairs it` }
    : { folder, bindingFile };
}

function resolvePackage(file: string, name: string): string | undefined {
  try {
    return dirname(createRequire(file).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
