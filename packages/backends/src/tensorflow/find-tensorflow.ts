import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readTextFileSync } from '@mnist-adder/dataset/internal/node';
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
  /**
   * The files from which the user's own copy is resolved, as `require` does. Default: this package. What lies in the working directory
   * is not looked at: it may be anyone's, and a copy that is found is run.
   */
  readonly lookFrom?: readonly string[] | undefined;
}

/**
 * Finds tfjs-node with its native part: the user's own copy, or else the one in the cache.
 *
 * @returns the copy, or the reason why there is none and what to do
 */
export function findTensorflow(
  backend: InstallableBackend,
  { cacheFolder, lookFrom = [import.meta.url] }: FindOptions,
): FoundTensorflow | { readonly reason: string } {
  const name = TENSORFLOW_PACKAGES[backend];
  const install = `\`mnist-adder backend install ${backend}\``;
  let reason = `it is not installed: ${install} does that`;
  for (const file of lookFrom) {
    const folder = resolvePackage(file, name);
    if (folder === undefined) continue;
    const version = versionOf(folder);
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

function versionOf(folder: string): string {
  try {
    const { version } = JSON.parse(readTextFileSync(join(folder, 'package.json'))) as { version?: unknown };
    return String(version);
  } catch {
    return 'of an unknown version';
  }
}

function resolvePackage(file: string, name: string): string | undefined {
  try {
    return dirname(createRequire(file).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
