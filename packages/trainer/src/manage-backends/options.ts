import { Argument, Command, CommanderError } from 'commander';
import { INSTALLABLE_BACKENDS } from '../backend/install/installable.js';
import type { InstallableBackend } from '../backend/install/installable.js';
import { oneOf } from '../start/one-of.js';

/** What was asked for. */
export type ManageCommand =
  | { readonly command: 'list' }
  | { readonly command: 'install'; readonly backend: InstallableBackend; readonly force: boolean }
  | { readonly command: 'remove'; readonly backend: InstallableBackend };

/** What the command line comes to: a command, or an exit with what to say. */
export type ParsedManageLine =
  ManageCommand | { readonly exitCode: number; readonly output: string; readonly errorOutput: string };

/** Reads the command line that manages backends: the arguments after the script's name. */
export function parseManageLine(args: readonly string[]): ParsedManageLine {
  let output = '';
  let errorOutput = '';
  let asked: ManageCommand | undefined;
  const program = createProgram((command) => (asked = command));
  for (const command of [program, ...program.commands]) {
    command
      .configureOutput({ writeOut: (text) => (output += text), writeErr: (text) => (errorOutput += text) })
      .showHelpAfterError('(see --help)')
      .allowExcessArguments(false)
      .exitOverride();
  }
  try {
    program.parse(
      args.filter((argument, i) => !(i === 0 && argument === '--')),
      { from: 'user' },
    );
    return asked!;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is a success; everything else is wrong usage, no command at all as well.
    return { exitCode: error.exitCode === 0 ? 0 : 2, output, errorOutput };
  }
}

function createProgram(onCommand: (command: ManageCommand) => void): Command {
  const name = () =>
    new Argument('<name>', `one of ${INSTALLABLE_BACKENDS.join(', ')}`).argParser(oneOf(INSTALLABLE_BACKENDS));
  const program = new Command('pnpm --filter trainer backend')
    .description('Lists what this machine can train on, and installs what does not come with the package.')
    .addHelpText('after', EXAMPLES);
  program
    .command('list')
    .description('every backend, and whether it works here or why not')
    .action(() => {
      onCommand({ command: 'list' });
    });
  program
    .command('install')
    .description('install a backend into the cache of this user')
    .addArgument(name())
    .option('--force', 'install it again if it is there', false)
    .action((backend: InstallableBackend, { force }: { force: boolean }) => {
      onCommand({ command: 'install', backend, force });
    });
  program
    .command('remove')
    .description('remove all that was installed for a backend')
    .addArgument(name())
    .action((backend: InstallableBackend) => {
      onCommand({ command: 'remove', backend });
    });
  return program;
}

const EXAMPLES = `
Examples:
  pnpm --filter trainer backend list                  what works here
  pnpm --filter trainer backend install tensorflow    TensorFlow's C library, 0.3 GB to fetch, 0.9 GB installed
  pnpm --filter trainer backend remove tensorflow     gives the space back
  npm start -- --backend tensorflow                   trains on it`;
