import { RootCommand, script as printScript } from '@bomb.sh/tab';
import type { Answer, CliCommand } from '../../definition/cli-command.js';

/** Prints the script for a shell. The script asks the program what could come next. */
export function completion({ shell }: { readonly shell: string }): Promise<Answer> {
  const script = printed(() => {
    printScript(shell, 'mnist-adder', 'mnist-adder');
  });
  return Promise.resolve({ document: { shell, script }, text: script });
}

/** What could come next in a command line, in the format that a shell's script reads. */
export function complete(program: CliCommand, words: readonly string[]): string {
  const root = new RootCommand();
  describeSubcommands(program, '', root);
  return printed(() => {
    root.parse([...words]);
  });
}

/** Collects what the library prints to the console. */
function printed(print: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (...words: unknown[]) => {
    lines.push(words.join(' '));
  };
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines.join('\n');
}

function describeSubcommands(command: CliCommand, path: string, root: RootCommand): void {
  for (const subcommand of command.commands) {
    const place = `${path} ${subcommand.name()}`.trim();
    const described = root.command(place, subcommand.summary());
    for (const { long, description, argChoices, required, optional } of subcommand.options) {
      const name = long!.replace(/^--/, '');
      if (required || optional) described.option(name, description, offer(argChoices));
      else described.option(name, description);
    }
    for (const argument of subcommand.registeredArguments) {
      described.argument(argument.name(), offer(argument.argChoices), argument.variadic);
    }
    describeSubcommands(subcommand, place, root);
  }
}

type Offer = (complete: (value: string, description: string) => void) => void;

/** Offers the choices. If there are none, the shell offers files. */
const offer =
  (choices: readonly string[] = []): Offer =>
  (complete) => {
    for (const choice of choices) complete(choice, '');
  };
