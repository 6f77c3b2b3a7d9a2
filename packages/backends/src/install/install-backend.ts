import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinding } from './find-binding.js';
import { InstallError } from './install-error.js';
import type { InstallPlan } from './installable.js';
import type { InstallableBackend } from '../names.js';
import { installFromWheels } from './install-from-wheels.js';
import { installUpstream } from './install-upstream.js';
import { installationFolder, NOTE_FILE, readInstallation, stagingFolder } from './installation.js';
import type { Installation, InstallationNote } from './installation.js';
import { withLock } from './lock.js';
import { planFor } from './plan.js';
import { chooseWay } from './requirements.js';
import type { Way } from './requirements.js';
import { complaint } from './run-process.js';
import { folderBytes } from './folder-bytes.js';
import { installSurroundings } from './surroundings.js';
import type { InstallSurroundings } from './surroundings.js';

export interface InstallOptions {
  /** Installs it again if it is there. Default: no. */
  readonly force?: boolean;
  /** Default: this process's. */
  readonly surroundings?: InstallSurroundings;
  /** What is installed and from where. Default: what suits the machine. */
  readonly plan?: InstallPlan;
}

/**
 * Installs a backend into the user's cache, unless it is there. An installation that ended in the middle goes on where it
 * was; of two at once the second waits. What is there already stays in use until the new one is whole.
 *
 * @returns the installation, and whether it was there before.
 * @throws `InstallError` if it cannot be installed: with everything that is missing, before anything is fetched.
 */
export async function installBackend(
  backend: InstallableBackend,
  { force = false, surroundings = installSurroundings(), plan = planFor(backend, surroundings) }: InstallOptions = {},
): Promise<{ installation: Installation; wasThere: boolean }> {
  const { cacheFolder, onEvent, platform, arch } = surroundings;
  const current = () => {
    const installation = readInstallation(backend, cacheFolder);
    return installation?.key === plan?.key ? installation : undefined;
  };
  if (plan === undefined) {
    throw new InstallError('install-not-here', backend, `there is no way to on ${platform}-${arch}.`);
  }
  const there = current();
  if (there !== undefined && !force) return { installation: there, wasThere: true };
  await chooseWayOrThrow(backend, plan, surroundings);
  return withLock(backend, surroundings, async () => {
    const meanwhile = current();
    if (meanwhile !== undefined && !force) return { installation: meanwhile, wasThere: true };
    const staging = stagingFolder(backend, cacheFolder);
    const way = await chooseWayOrThrow(backend, plan, surroundings);
    const source = await build(backend, plan, way, staging, surroundings);
    await moveIntoPlace(backend, { source, key: plan.key }, staging, cacheFolder);
    onEvent({ type: 'stage', text: 'installed' });
    return { installation: current()!, wasThere: false };
  });
}

type PossibleWay = Exclude<Way, { missing: unknown }>;

async function chooseWayOrThrow(
  backend: InstallableBackend,
  plan: InstallPlan,
  surroundings: InstallSurroundings,
): Promise<PossibleWay> {
  const staging = stagingFolder(backend, surroundings.cacheFolder);
  const way = await chooseWay(plan, surroundings, existsSync(staging) ? folderBytes(staging) : 0);
  if ('missing' in way) {
    throw new InstallError('install-missing', backend, `it takes what is not here:\n  - ${way.missing.join('\n  - ')}`);
  }
  return way;
}

/** Builds the installation in the staging folder, and sees that it loads. @returns which way it took. */
async function build(
  backend: InstallableBackend,
  plan: InstallPlan,
  way: PossibleWay,
  staging: string,
  surroundings: InstallSurroundings,
): Promise<InstallationNote['source']> {
  const { run, onEvent } = surroundings;
  const built = join(staging, 'built');
  const [downloads, folder] = [join(staging, 'downloads'), join(built, 'node_modules', plan.packageName)];
  const startOver = async () => {
    await rm(built, { recursive: true, force: true });
    await mkdir(built, { recursive: true });
  };
  const check = async () => {
    onEvent({ type: 'stage', text: 'loading it' });
    const binding = findBinding(folder);
    // In a process of its own: what does not fit together may take the process with it.
    const result = await run(process.execPath, ['-e', 'require(process.argv[1])', binding ?? 'the missing binding']);
    if (result.exitCode === 0) return;
    throw new InstallError('install-check', backend, `what was built does not load (${complaint(result)}).`);
  };

  if (way.source === 'upstream') {
    try {
      await startOver();
      await installUpstream(backend, plan.upstream!, built, surroundings);
      await check();
      return 'upstream';
    } catch (error) {
      if (!(error instanceof InstallError) || plan.wheels === undefined) throw error;
      onEvent({ type: 'stage', text: `${error.message} Trying another way` });
      return build(backend, plan, await wayWithoutUpstream(backend, plan, surroundings), staging, surroundings);
    }
  }
  await startOver();
  await installFromWheels(
    backend,
    plan.packageName,
    plan.wheels!,
    { downloads, built, tools: way.tools },
    surroundings,
  );
  await check();
  return 'wheel';
}

const wayWithoutUpstream = (backend: InstallableBackend, plan: InstallPlan, surroundings: InstallSurroundings) =>
  chooseWayOrThrow(backend, plan, { ...surroundings, isReachable: () => Promise.resolve(false) });

/** Makes what is built the installation, in one step; what was there before goes. */
async function moveIntoPlace(
  backend: InstallableBackend,
  { source, key }: Omit<InstallationNote, 'sizeBytes'>,
  staging: string,
  cacheFolder: string,
): Promise<void> {
  const built = join(staging, 'built');
  const note: InstallationNote = { source, key, sizeBytes: folderBytes(built) };
  await writeFile(join(built, NOTE_FILE), `${JSON.stringify(note, null, 2)}\n`);
  const folder = installationFolder(backend, cacheFolder);
  await rm(folder, { recursive: true, force: true });
  await rename(built, folder);
  await rm(staging, { recursive: true, force: true });
}
