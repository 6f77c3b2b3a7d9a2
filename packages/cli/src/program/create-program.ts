import { Command } from 'commander';
import { CliCommand } from '../definition/cli-command.js';
import { COMMANDS } from './commands.js';
import { layOutHelp } from './help-layout.js';

/**
 * Creates the program for one command line.
 *
 * @param isWanted whether the definition of the command with a name is needed. The others only have their line in the help.
 */
export async function createProgram(packageVersion: string, isWanted: (name: string) => boolean): Promise<CliCommand> {
  const program = new CliCommand('mnist-adder')
    .description('Networks that read a handwritten digit and add a number to it: train them, inspect them, use them.')
    .version(packageVersion, '-V, --version', 'print the version')
    .example('mnist-adder predict seven.png --add 5', 'what the network sees in a picture, and the sum')
    .example('mnist-adder train', 'train the default recipe, in half a minute')
    .example('mnist-adder help train', 'everything that a command can do');
  for (const { name, group, summary, load } of COMMANDS) {
    const command = isWanted(name) ? await load() : new CliCommand(name);
    program.addCommand(command.summary(summary).helpGroup(group));
  }
  program.addHelpCommand(
    new Command('help').argument('[command]').summary('what a command can do').helpGroup('This machine:'),
  );
  for (const command of allCommands(program)) {
    layOutHelp(command)
      .allowExcessArguments(false)
      // In `recipes show ID --json` the option belongs to the inner command.
      .enablePositionalOptions()
      .exitOverride();
  }
  for (const command of program.commands) command.helpCommand(false);
  return program;
}

/** A command and all its subcommands. */
export function allCommands(command: CliCommand): CliCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
