import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallError } from '../errors.js';
import type { InstallableBackend } from '../names.js';
import type { InstallContext } from './install-context.js';
import type { UpstreamPlan } from './plan.js';
import { complaint } from './run-process.js';

/**
 * Installs tfjs-node in upstream's way: npm runs its install script.
 *
 * @param built an empty folder. The package goes below `node_modules` in it.
 */
export async function installUpstream(
  backend: InstallableBackend,
  { requirement }: UpstreamPlan,
  built: string,
  { run, onEvent }: InstallContext,
): Promise<void> {
  onEvent({ type: 'stage', text: `installing ${requirement} by its own install script` });
  // With a package.json of its own in the folder, npm looks for none further up.
  await writeFile(join(built, 'package.json'), '{ "private": true }\n');
  const result = await run(
    'npm',
    ['install', requirement, '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts=false'],
    { folder: built },
  );
  if (result.exitCode === 0) return;
  throw new InstallError('install-download', backend, `npm did not install ${requirement} (${complaint(result)}).`);
}
