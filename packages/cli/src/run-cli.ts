import { CommanderError } from 'commander';
import type { CliCommand, CommonOptions } from './definition/cli-command.js';
import type { CliContext } from './definition/cli-context.js';
import { allCommands, createProgram } from './program/create-program.js';
import { columnsOf, say, write, writeJson, writeJsonLine } from './terminal/output.js';

/**
 * Runs a command line.
 *
 * @param args the command line after the program's name.
 * @returns the exit code: 0 for success, 1 for failure, 2 for wrong usage, 129, 130, 141 or 143 if it was interrupted.
 */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  const { stdout, stderr, env } = context.terminal;
  if (args[0] === 'complete') return completeLine(args, context);
  const line = withHelpLast(withoutSeparator(args));
  const program = await createProgram(context.packageVersion, (name) => line.includes(name));
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
    // Help that was asked for is a success. Everything else is wrong usage, and so is no command at all.
    return error.exitCode === 0 ? 0 : 2;
  }
  const asked = allCommands(program).find(({ work }) => work !== undefined)!;
  return doWork(asked, context);
}

/** Answers the script that `completion` printed for a shell: `complete -- train --rec`. */
async function completeLine(
  args: readonly string[],
  { terminal, packageVersion, folder }: CliContext,
): Promise<number> {
  const { complete } = await import('./commands/completion/completion.js');
  const words = args.slice(args.indexOf('--') + 1);
  const program = await createProgram(packageVersion, (name) => words.includes(name));
  terminal.stdout.write(`${complete(program, words, folder)}\n`);
  return 0;
}

/** `help runs clean` becomes `runs clean --help`. */
function withHelpLast(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  return first === 'help' && rest.length > 0 ? [...rest, '--help'] : args;
}

/** Removes the `--` that npm passes on, in `npm start -- --epochs 1` as well as in `pnpm start -- --epochs 1`. */
function withoutSeparator(args: readonly string[]): readonly string[] {
  const [first, second] = args;
  return first === 'train' && second === '--' ? [first, ...args.slice(2)] : args;
}

async function doWork(command: CliCommand, context: CliContext): Promise<number> {
  const { stdout, stderr, env } = context.terminal;
  const { json = false, jsonLines = false, debug = false } = command.opts<CommonOptions>();
  try {
    const { document, text, exitCode = 0 } = await command.work!(context);
    if (json) writeJson(stdout, document);
    else if (text !== '') write(stdout, env, `${text}\n`);
    return exitCode;
  } catch (error) {
    const { code, message, exitCode } = await explain(error);
    if (json) writeJson(stdout, { error: { code, message } });
    if (jsonLines) writeJsonLine(stdout, { type: 'error', error: { code, message } });
    say(context.terminal, message, !json && !jsonLines);
    if (debug) write(stderr, env, `${stackOf(error)}\n`);
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
    message: `This is a bug in mnist-adder (${message}): --debug shows where it happened.`,
    exitCode: 1,
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}
