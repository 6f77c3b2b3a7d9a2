import { MnistAdderError } from '@mnist-adder/dataset';
import type { Backend } from '../backend/backend.js';
import { installBackend } from '../backend/install/install-backend.js';
import type { InstallPlan } from '../backend/install/installable.js';
import { removeBackend } from '../backend/install/remove-backend.js';
import type { InstallSurroundings } from '../backend/install/surroundings.js';
import type { Terminal } from '../start/terminal.js';
import { parseManageLine } from './options.js';
import type { ManageCommand } from './options.js';
import { showProgress } from './show-progress.js';

/** What the program is started in. */
export interface ManageSurroundings {
  readonly terminal: Terminal;
  readonly install: InstallSurroundings;
  /** In the order in which `auto` tries them. */
  readonly backends: readonly Backend[];
  /** What is installed; for tests. */
  readonly plan?: InstallPlan;
}

/**
 * The program behind `pnpm --filter trainer backend`.
 *
 * @param args the command line after the script's name.
 * @returns the exit code: 0 good, 1 it failed, 2 wrong usage.
 */
export async function manageBackends(args: readonly string[], surroundings: ManageSurroundings): Promise<number> {
  const { stdout, stderr } = surroundings.terminal;
  const parsed = parseManageLine(args);
  if ('exitCode' in parsed) {
    stdout.write(parsed.output);
    stderr.write(parsed.errorOutput);
    return parsed.exitCode;
  }
  const progress = showProgress(surroundings.terminal);
  try {
    const text = await execute(parsed, surroundings, { ...surroundings.install, onEvent: progress.onEvent });
    progress.end();
    stdout.write(`${text}\n`);
    return 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof MnistAdderError)) throw error;
    stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function execute(
  asked: ManageCommand,
  { backends, plan }: ManageSurroundings,
  surroundings: InstallSurroundings,
): Promise<string> {
  switch (asked.command) {
    case 'list':
      return listText(backends);
    case 'install': {
      const { backend, force } = asked;
      const { installation, wasThere } = await installBackend(backend, { force, surroundings, ...(plan && { plan }) });
      const place = `${megabytes(installation.sizeBytes)} in ${installation.folder}`;
      return wasThere ? `${backend} is installed already: ${place}` : `${backend} is installed: ${place}`;
    }
    case 'remove': {
      const bytes = await removeBackend(asked.backend, surroundings);
      return bytes === 0 ? `${asked.backend} is not installed` : `${asked.backend} is removed: ${megabytes(bytes)}`;
    }
  }
}

async function listText(backends: readonly Backend[]): Promise<string> {
  const width = Math.max(...backends.map(({ name }) => name.length)) + 2;
  const lines: string[] = [];
  for (const backend of backends) {
    const result = await backend.probe();
    const state = result.available ? backend.description : `not here: ${result.reason}`;
    lines.push(`${backend.name.padEnd(width)}${state}`);
  }
  return lines.join('\n');
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
