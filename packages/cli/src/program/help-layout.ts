import type { Argument, Help, Option } from 'commander';
import type { CliCommand } from '../definition/cli-command.js';

/** Longer terms stand on a line of their own. */
const TERM_WIDTH = 26;

/** Lays out the help of a command, with its examples, and names it in the errors of wrong usage. */
export function layOutHelp(command: CliCommand): CliCommand {
  return command
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(see --help)')
    .configureHelp({
      minWidthToWrap: 20,
      padWidth: () => TERM_WIDTH,
      formatItem,
      subcommandTerm: (subcommand) => subcommand.name(),
      optionDescription: describe,
      argumentDescription: describe,
    })
    .addHelpText('after', ({ error }) => (error ? '' : examplesText(command)));
}

/** The description of an option or argument with its choices and its default. */
function describe(item: Option | Argument): string {
  const { description, argChoices, defaultValueDescription } = item;
  const defaultValue = item.defaultValue as string | number | boolean | undefined;
  const isInTerm = 'flags' in item && item.flags.includes('|');
  const choices = argChoices === undefined || isInTerm ? '' : `: ${argChoices.join(', ')}`;
  const fallback = defaultValueDescription ?? (typeof defaultValue === 'boolean' ? undefined : defaultValue);
  return `${description}${choices}${fallback === undefined ? '' : ` (default: ${String(fallback)})`}`;
}

function formatItem(this: Help, term: string, width: number, description: string, helper: Help): string {
  const indent = 2;
  const text = helper.boxWrap(description, Math.max(20, (helper.helpWidth ?? 80) - width - 2 * indent));
  const lines = text.split('\n').map((line) => `${' '.repeat(width + 2 * indent)}${line}`);
  const first = `${' '.repeat(indent)}${term}`;
  if (term.length > width) return [first, ...lines].join('\n').trimEnd();
  return [first.padEnd(width + 2 * indent) + lines[0]!.trimStart(), ...lines.slice(1)].join('\n').trimEnd();
}

/** The examples, each below its meaning: so a line fits, and can be copied. */
function examplesText({ examples }: CliCommand): string {
  const lines = examples.flatMap(({ line, meaning }) => [`  # ${meaning}`, `  ${line}`]);
  return ['', 'Examples:', ...lines].join('\n');
}
