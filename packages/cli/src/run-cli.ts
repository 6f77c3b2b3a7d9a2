import { CommanderError } from 'commander';
import type { CliCommand, CommonOptions } from './program/cli-command.js';
import { allCommands, createProgram } from './program/create-program.js';
import type { Surroundings } from './program/surroundings.js';
import { columnsOf } from './terminal/columns.js';
import { write } from './terminal/unicode.js';

/**
 * Does what a command line asks for.
 *
 * @param args the command line after the program's name.
 * @returns the exit code: 0 good, 1 it failed, 2 wrong usage, 130 or 143 interrupted.
 */
export async function runCli(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, env } = surroundings.terminal;
  if (args[0] === 'complete') return completeLine(args, surroundings);
  const line = withHelpBehind(withoutSeparator(args));
  const program = await createProgram(surroundings.packageVersion, (name) => line.includes(name));
  for (const command of allCommands(program)) {
    command.configureOutput({
      writeOut: (text) => {
        write(stdout, env, text);
      },
      writeErr: (text) => {
        write(stderr, env, text);
      },
      getOutHelpWidth: () => columnsOf(stdout, env),
      getErrHelpWidth: () => columnsOf(stderr, env),
    });
  }
  try {
    program.parse(line, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is a success; everything else is wrong usage, no command at all as well.
    return error.exitCode === 0 ? 0 : 2;
  }
  const asked = allCommands(program).find(({ work }) => work !== undefined)!;
  return doWork(asked, surroundings);
}

/** Answers the script that `completion` gave a shell: `complete -- train --rec`. */
async function completeLine(args: readonly string[], { terminal, packageVersion }: Surroundings): Promise<number> {
  const { complete } = await import('./commands/completion/tab.js');
  const program = await createProgram(packageVersion, () => true);
  terminal.stdout.write(`${complete(program, args.slice(args.indexOf('--') + 1))}\n`);
  return 0;
}

/** `help runs clean` is `runs clean --help`. */
function withHelpBehind(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  return first === 'help' && rest.length > 0 ? [...rest, '--help'] : args;
}

/** npm hands on the `--` that ends its own options, in `npm start -- --epochs 1` as well as in `pnpm start -- --epochs 1`. */
function withoutSeparator(args: readonly string[]): readonly string[] {
  const [first, second] = args;
  return first === 'train' && second === '--' ? [first, ...args.slice(2)] : args;
}

async function doWork(command: CliCommand, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, env } = surroundings.terminal;
  const { json = false, debug = false } = command.opts<CommonOptions>();
  try {
    const { document, text, exitCode = 0 } = await command.work!(surroundings);
    if (json) stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    else if (text !== '') write(stdout, env, `${text}\n`);
    return exitCode;
  } catch (error) {
    const { code, message, exitCode } = await explain(error);
    if (json) stdout.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
    write(stderr, env, `${message}\n`);
    if (debug) stderr.write(`${stackOf(error)}\n`);
    return exitCode;
  }
}

interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly exitCode: 1 | 2;
}

async function explain(error: unknown): Promise<Explanation> {
  const { MnistAdderError } = await import('@mnist-adder/dataset');
  if (error instanceof MnistAdderError) {
    const { code, message } = error;
    return { code, message, exitCode: code === 'usage' || code === 'setting' ? 2 : 1 };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'bug',
    message: `This should not have happened (${message}): --debug shows where it did.`,
    exitCode: 1,
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}
