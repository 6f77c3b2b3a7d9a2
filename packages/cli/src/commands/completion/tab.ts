import { RootCommand, script } from '@bomb.sh/tab';
import type { CliCommand } from '../../program/cli-command.js';

/** What the library prints to the console. */
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

/** The script that has a shell ask the program what could come next. */
export const completionScript = (shell: string): string =>
  printed(() => {
    script(shell, 'mnist-adder', 'mnist-adder');
  });

/** What could come next in a command line, as the script of a shell takes it. */
export function complete(program: CliCommand, words: readonly string[]): string {
  const root = new RootCommand();
  describeBelow(program, '', root);
  return printed(() => {
    root.parse([...words]);
  });
}

function describeBelow(command: CliCommand, path: string, root: RootCommand): void {
  for (const below of command.commands) {
    const place = `${path} ${below.name()}`.trim();
    const described = root.command(place, below.summary());
    for (const { long, description, argChoices, required, optional } of below.options) {
      const name = long!.replace(/^--/, '');
      if (required || optional) described.option(name, description, offer(argChoices));
      else described.option(name, description);
    }
    for (const argument of below.registeredArguments) {
      described.argument(argument.name(), offer(argument.argChoices), argument.variadic);
    }
    describeBelow(below, place, root);
  }
}

type Offer = (complete: (value: string, description: string) => void) => void;

/** Nothing where there are no choices: the shell then offers files. */
const offer =
  (choices: readonly string[] = []): Offer =>
  (complete) => {
    for (const choice of choices) complete(choice, '');
  };
