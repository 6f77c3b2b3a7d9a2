import type { Argument, Help, Option } from 'commander';
import type { CliCommand } from './cli-command.js';

/** Terms that are longer stand on a line of their own. */
const TERM_WIDTH = 26;

/** Gives a command what all have in common: how it is asked for help, answers mistakes, and lays its help out. */
export function settle(command: CliCommand): void {
  command
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(see --help)')
    .allowExcessArguments(false)
    // Of `recipes show ID --json` the option is the inner command's.
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({
      ...{ minWidthToWrap: 20, padWidth: () => TERM_WIDTH, formatItem, subcommandTerm: (below) => below.name() },
      ...{ optionDescription: described, argumentDescription: described },
    })
    .addHelpText('after', ({ error }) => (error ? '' : examplesText(command)));
}

/** What an option or argument is, what it may be, and what it is if it is not given. */
function described(item: Option | Argument): string {
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

/** Each meaning above the line that has it, so that it can be copied and fits. */
function examplesText({ examples }: CliCommand): string {
  const lines = examples.flatMap(({ line, meaning }) => [`  # ${meaning}`, `  ${line}`]);
  return ['', 'Examples:', ...lines].join('\n');
}
