import { Command, type Option } from 'commander';
import type { CliContext } from './cli-context.js';

/** The result of a command. */
export interface Answer {
  /** For programs: the document that `--json` prints. */
  readonly document: unknown;
  /** For people: the text without its last line break. If it is empty, nothing is printed. */
  readonly text: string;
  /** Default: 0. */
  readonly exitCode?: number | undefined;
}

/** The work of a command whose options and arguments are known. */
export type Work = (context: CliContext) => Promise<Answer>;

/** A command line that works as it stands, and what it does. */
export interface Example {
  readonly line: string;
  readonly meaning: string;
}

/** The options that every command has. */
export interface CommonOptions {
  readonly json?: boolean | undefined;
  /** Only of commands that print one JSON object a line while they work. */
  readonly jsonLines?: boolean | undefined;
  readonly debug?: boolean | undefined;
}

/**
 * The definition of a command: arguments, options, examples, and the work behind it.
 *
 * Definitions load as little as possible, so that help and completion are fast. The code that does the work is imported when the command
 * runs.
 */
export class CliCommand extends Command {
  declare readonly commands: readonly CliCommand[];
  readonly examples: Example[] = [];
  /** Parsing a command line sets this for the command that it names. */
  work: Work | undefined;

  /** Adds an example to the help. */
  example(line: string, meaning: string): this {
    this.examples.push({ line, meaning });
    return this;
  }

  /** Adds subcommands. */
  with(...commands: readonly CliCommand[]): this {
    for (const command of commands) this.addCommand(command);
    return this;
  }

  /** Adds an option. An empty value is wrong usage: as a path it would be the working directory. */
  override addOption(option: Option): this {
    this.on(`option:${option.name()}`, (value: unknown) => {
      if (value === '') this.error(`error: option '${option.flags}' argument '' is invalid. It must not be empty.`);
    });
    return super.addOption(option);
  }

  /**
   * Defines the work.
   *
   * @param load imports the function that does the work. Its first argument is an object of the command's options and arguments.
   */
  does(load: () => Promise<(asked: never, context: CliContext) => Promise<Answer>>): this {
    return this.option('--json', 'print one JSON document, and nothing else, on standard output')
      .option('--debug', 'show where an error comes from')
      .action(() => {
        const names = this.registeredArguments.map((argument) => argument.name());
        const empty = this.registeredArguments.find((_, i) => [this.processedArgs[i]].flat().includes(''));
        if (empty) this.error(`error: argument '${empty.name()}' is invalid. It must not be empty.`);
        const args = Object.fromEntries(names.map((name, i) => [name, this.processedArgs[i] as unknown]));
        const asked = { ...this.opts<object>(), ...args } as never;
        this.work = async (context) => (await load())(asked, context);
      });
  }
}
