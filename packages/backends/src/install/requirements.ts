import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { InstallContext } from './install-context.js';
import type { InstallPlan } from './plan.js';
import type { RunProcess } from './run-process.js';

/** The glibc that the wheels are made for. */
const GLIBC = '2.27';

/** The programs that an installation from wheels needs. */
export interface Tools {
  /** pip, as the command that starts it: `['python3', '-m', 'pip']`. */
  readonly pip: readonly string[];
  /** The C++ compiler. */
  readonly compiler: string;
}

/** The way in which a backend can be installed here, or everything that is missing for it. */
export type Way =
  | { readonly source: 'upstream' }
  | { readonly source: 'wheel'; readonly tools: Tools }
  | { readonly missing: readonly string[] };

/**
 * Decides how a backend is installed here. Nothing is fetched: upstream's host is asked whether it has its file, and programs are asked
 * for their versions.
 *
 * @param presentBytes the size of downloads that an earlier try left
 */
export async function chooseWay(
  { upstream, wheels }: InstallPlan,
  context: InstallContext,
  presentBytes = 0,
): Promise<Way> {
  const { run, isReachable, glibc } = context;
  const missing = (await hasNpm(run)) ? [] : ['npm, which comes with Node'];
  const reachable = upstream !== undefined && (await isReachable(upstream.url));
  if (reachable || wheels === undefined) {
    if (!reachable) missing.push('a network on which TensorFlow.js’s own files can be fetched');
    missing.push(...(await missingSpace(upstream?.bytes ?? 0, context)));
    return missing.length > 0 ? { missing } : { source: 'upstream' };
  }
  const { pip, compiler } = await findTools(context);
  if (pip === undefined) missing.push('Python 3 with pip (on Debian and Ubuntu: python3-pip)');
  if (compiler === undefined) missing.push('a C++ compiler (on Debian and Ubuntu: g++), or its name in CXX');
  if (glibc === undefined || isOlder(glibc, GLIBC))
    missing.push(`glibc ${GLIBC} or newer (it is ${glibc ?? 'not there'})`);
  const bytes = wheels.wheels.reduce((sum, wheel) => sum + wheel.sizeBytes + wheel.unpackedBytes, 0);
  missing.push(...(await missingSpace(bytes - presentBytes, context)));
  return missing.length > 0 || pip === undefined || compiler === undefined
    ? { missing }
    : { source: 'wheel', tools: { pip, compiler } };
}

async function missingSpace(bytes: number, { cacheFolder, freeBytes }: InstallContext): Promise<string[]> {
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

const PIPS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']] as const;

/** Finds pip and a C++ compiler. Each is undefined if it is missing. */
async function findTools({
  run,
  env,
}: InstallContext): Promise<{ pip: Tools['pip'] | undefined; compiler: string | undefined }> {
  const compilers = [env.CXX, 'c++', 'g++', 'clang++'].flatMap((name) =>
    name === undefined || name === '' ? [] : [[name]],
  );
  const pip = await firstThatWorks(run, PIPS);
  const compiler = await firstThatWorks(run, compilers);
  return { pip, compiler: compiler?.[0] };
}

const hasNpm = async (run: RunProcess): Promise<boolean> => (await firstThatWorks(run, [['npm']])) !== undefined;

/** Finds the first command that can say its version. */
async function firstThatWorks(
  run: RunProcess,
  commands: readonly (readonly string[])[],
): Promise<readonly string[] | undefined> {
  for (const command of commands) {
    const [program, ...args] = command;
    if ((await run(program!, [...args, '--version'])).exitCode === 0) return command;
  }
  return undefined;
}
