import { Command } from 'commander';
import type { Answer } from './answer.js';
import type { Surroundings } from './surroundings.js';

/** What a command line asks for, ready to be done. */
export type Work = (surroundings: Surroundings) => Promise<Answer>;

/** A command line that works as it stands, and what it does. */
export interface Example {
  readonly line: string;
  readonly meaning: string;
}

/** The options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
}

/**
 * A command as it is defined: arguments, options, examples, and the work behind it.
 *
 * Definitions load nothing: help and completion answer at once. What does the work is imported once it is asked for.
 */
export class CliCommand extends Command {
  declare readonly commands: readonly CliCommand[];
  readonly examples: Example[] = [];
  /** Set by parsing: what this command was asked for, if it was this one. */
  work: Work | undefined;

  /** Adds a line to the examples of the help. */
  example(line: string, meaning: string): this {
    this.examples.push({ line, meaning });
    return this;
  }

  /** Adds commands below this one. */
  with(...commands: readonly CliCommand[]): this {
    for (const command of commands) this.addCommand(command);
    return this;
  }

  /**
   * Says what does the work.
   *
   * @param load imports it. It is called with the command's options and, by their names, its arguments.
   */
  does(load: () => Promise<(asked: never, surroundings: Surroundings) => Promise<Answer>>): this {
    return this.option('--json', 'print one JSON document, and nothing else, on standard output')
      .option('--debug', 'show where an error comes from')
      .action(() => {
        const names = this.registeredArguments.map((argument) => argument.name());
        const args = Object.fromEntries(names.map((name, i) => [name, this.processedArgs[i] as unknown]));
        const asked = { ...this.opts<object>(), ...args } as never;
        this.work = async (surroundings) => (await load())(asked, surroundings);
      });
  }
}
