import { checkOptions, is } from '@mnist-adder/dataset/internal';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallError } from '../errors.js';
import { INSTALLABLE_BACKENDS, type InstallableBackend } from '../names.js';
import { installContext, type InstallContext, type InstallEvent } from './install-context.js';
import { installFromWheels } from './install-from-wheels.js';
import { installUpstream } from './install-upstream.js';
import {
  findBinding,
  folderBytes,
  installationFolder,
  NOTE_FILE,
  readInstallation,
  stagingFolder,
  type Installation,
  type InstallationNote,
} from './installation.js';
import { withLock } from './lock.js';
import { planFor, type InstallPlan } from './plan.js';
import { chooseWay, type Way } from './requirements.js';
import { complaint } from './run-process.js';

/** Options of {@link installBackend}. */
export interface InstallOptions {
  /** Installs the backend again if it is there. Default: `false`. */
  readonly force?: boolean | undefined;
  /** Is told how far the installation is. */
  readonly onEvent?: ((event: InstallEvent) => void) | undefined;
}

/**
 * Installs a backend into the user's cache (`MNIST_ADDER_CACHE`, or the system's place for caches) if it is not there. An installation
 * that was interrupted continues where it stopped. If two processes install at once, the second waits. An older installation stays in
 * use until the new one is complete.
 *
 * @returns the installation, and whether it was there before
 * @throws {@link InstallError} if it cannot be installed. Everything that is missing is named before anything is fetched.
 */
export async function installBackend(
  backend: InstallableBackend,
  options: InstallOptions = {},
): Promise<{ installation: Installation; wasThere: boolean }> {
  is.oneOf(...INSTALLABLE_BACKENDS)('backend', backend);
  checkOptions('options', options, { force: is.optional(is.boolean), onEvent: is.optional(is.function) });
  const { force = false, onEvent } = options;
  const context = installContext(onEvent);
  return install({ backend, plan: planFor(backend, context), context }, force);
}

/** What is installed, and where. */
interface Job {
  readonly backend: InstallableBackend;
  readonly plan: InstallPlan;
  readonly context: InstallContext;
}

/** Installs a backend by a plan, as {@link installBackend} does. Without a plan there is no way to install it here. */
export async function install(
  { backend, plan, context }: Omit<Job, 'plan'> & { readonly plan: InstallPlan | undefined },
  force: boolean,
): Promise<{ installation: Installation; wasThere: boolean }> {
  const { cacheFolder, onEvent, platform, arch } = context;
  if (plan === undefined) {
    throw new InstallError('install-not-here', backend, `there is no way to on ${platform}-${arch}.`);
  }
  const job = { backend, plan, context };
  const current = () => {
    const installation = readInstallation(backend, cacheFolder);
    return installation?.key === plan.key ? installation : undefined;
  };
  const there = current();
  if (there !== undefined && !force) return { installation: there, wasThere: true };
  await chooseWayOrThrow(job);
  return withLock(backend, context, async () => {
    const meanwhile = current();
    if (meanwhile !== undefined && !force) return { installation: meanwhile, wasThere: true };
    const source = await build(job, await chooseWayOrThrow(job));
    await moveIntoPlace(job, source);
    onEvent({ type: 'stage', text: 'installed' });
    return { installation: current()!, wasThere: false };
  });
}

type PossibleWay = Exclude<Way, { missing: unknown }>;

async function chooseWayOrThrow({ backend, plan, context }: Job): Promise<PossibleWay> {
  const staging = stagingFolder(backend, context.cacheFolder);
  const way = await chooseWay(plan, context, existsSync(staging) ? folderBytes(staging) : 0);
  if ('missing' in way) {
    throw new InstallError('install-missing', backend, `it takes what is not here: ${way.missing.join('; ')}.`);
  }
  return way;
}

/** The folder in which an installation is built, below the staging folder. */
const builtFolder = ({ backend, context }: Job) => join(stagingFolder(backend, context.cacheFolder), 'built');

/**
 * Builds the installation in the staging folder, and checks that it loads.
 *
 * @returns the way in which it was built
 */
async function build(job: Job, way: PossibleWay): Promise<InstallationNote['source']> {
  const { backend, plan, context } = job;
  const built = builtFolder(job);
  await rm(built, { recursive: true, force: true });
  await mkdir(built, { recursive: true });
  if (way.source === 'wheel') {
    const downloads = join(stagingFolder(backend, context.cacheFolder), 'downloads');
    const folders = { downloads, built };
    await installFromWheels(backend, plan.packageName, plan.wheels!, folders, way.tools, context);
    await checkBuilt(job);
    return 'wheel';
  }
  try {
    await installUpstream(backend, plan.upstream!, built, context);
    await checkBuilt(job);
    return 'upstream';
  } catch (error) {
    if (!(error instanceof InstallError) || plan.wheels === undefined) throw error;
    context.onEvent({ type: 'stage', text: `${error.message} Trying another way` });
    const withoutUpstream = { ...job, context: { ...context, isReachable: () => Promise.resolve(false) } };
    return build(job, await chooseWayOrThrow(withoutUpstream));
  }
}

/** Loads what was built, in a process of its own: parts that do not fit together may crash it. */
async function checkBuilt(job: Job): Promise<void> {
  const { backend, plan, context } = job;
  context.onEvent({ type: 'stage', text: 'loading it' });
  const binding = findBinding(join(builtFolder(job), 'node_modules', plan.packageName));
  const args = ['-e', 'require(process.argv[1])', binding ?? 'the missing binding'];
  const result = await context.run(process.execPath, args);
  if (result.exitCode === 0) return;
  throw new InstallError('install-check', backend, `what was built does not load (${complaint(result)}).`);
}

/** Makes what was built the installation, in one step. An older installation is removed. */
async function moveIntoPlace(job: Job, source: InstallationNote['source']): Promise<void> {
  const { backend, plan, context } = job;
  const built = builtFolder(job);
  const note: InstallationNote = { source, key: plan.key, sizeBytes: folderBytes(built) };
  await writeFile(join(built, NOTE_FILE), `${JSON.stringify(note, null, 2)}\n`);
  const folder = installationFolder(backend, context.cacheFolder);
  await rm(folder, { recursive: true, force: true });
  await rename(built, folder);
  await rm(stagingFolder(backend, context.cacheFolder), { recursive: true, force: true });
}
