import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallError } from './install-error.js';
import type { UpstreamPlan } from './installable.js';
import type { InstallableBackend } from '../names.js';
import { complaint } from './run-process.js';
import type { InstallSurroundings } from './surroundings.js';

/**
 * Installs tfjs-node as its makers mean it: by its own install script.
 *
 * @param built an empty folder, where the package goes below `node_modules`.
 */
export async function installUpstream(
  backend: InstallableBackend,
  { requirement }: UpstreamPlan,
  built: string,
  { run, onEvent }: InstallSurroundings,
): Promise<void> {
  onEvent({ type: 'stage', text: `installing ${requirement} by its own install script` });
  await mkdir(built, { recursive: true });
  // The folder's own, so that npm does not look for one further up.
  await writeFile(join(built, 'package.json'), '{ "private": true }\n');
  const result = await run(
    'npm',
    ['install', requirement, '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts=false'],
    { folder: built },
  );
  if (result.exitCode === 0) return;
  throw new InstallError('install-download', backend, `npm did not install ${requirement} (${complaint(result)}).`);
}
