import { Command } from 'commander';
import { CliCommand } from './cli-command.js';
import { COMMANDS } from './commands.js';
import { settle } from './settle.js';

/**
 * The program, for one command line.
 *
 * @param wanted whether a command's definition is needed, by its name. Of the others there is the line in the help.
 */
export async function createProgram(packageVersion: string, wanted: (name: string) => boolean): Promise<CliCommand> {
  const program = new CliCommand('mnist-adder')
    .description('Networks that read a handwritten digit and add a number to it: train them, look into them, use them.')
    .version(packageVersion, '-V, --version', 'print the version')
    .example('mnist-adder predict seven.png --add 5', 'what the network sees in a picture, and the sum')
    .example('mnist-adder train', 'train the default recipe, in half a minute')
    .example('mnist-adder help train', 'all that a command can do');
  for (const { name, group, summary, load } of COMMANDS) {
    const command = wanted(name) ? await load() : new CliCommand(name);
    program.addCommand(command.summary(summary).helpGroup(group));
  }
  program.addHelpCommand(
    new Command('help').argument('[command]').summary('what a command can do').helpGroup('This machine:'),
  );
  for (const command of allCommands(program)) settle(command);
  for (const command of program.commands) command.helpCommand(false);
  return program;
}

/** A command and all that are below it. */
export function allCommands(command: CliCommand): CliCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
