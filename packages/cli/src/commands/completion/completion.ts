import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RootCommand, script as printScript } from '@bomb.sh/tab';
import { MODELS } from '@mnist-adder/models';
import type { Argument, Option } from 'commander';
import type { Answer, CliCommand } from '../../definition/cli-command.js';
import { LATEST, namedBy } from '../../definition/names.js';

/** Prints the script for a shell. The script asks the program what could come next. */
export function completion({ shell }: { readonly shell: string }): Promise<Answer> {
  const script =
    shell === 'bash'
      ? BASH_SCRIPT
      : printed(() => {
          printScript(shell, 'mnist-adder', 'mnist-adder');
        });
  return Promise.resolve({ document: { shell, script }, text: script });
}

/**
 * What could come next in a command line, in the format that a shell's script reads: candidates, and a number. With 0 the shell may offer
 * files if no candidate fits, with 4 it may not.
 *
 * @param folder the user's directory, which has the runs.
 */
export function complete(program: CliCommand, words: readonly string[], folder: string): string {
  const root = new RootCommand();
  describeSubcommands(program, '', root, folder);
  const answer = printed(() => {
    root.parse([...words]);
  });
  // Where there is no list of words, the value is a file or a directory, and so may be a model or a run.
  const isOpen = !words.at(-1)?.startsWith('-') && (answer === ':4' || hasNames(answer));
  return isOpen ? answer.replace(/:4$/, ':0') : answer;
}

/** Whether an answer has names of runs or models, which could also be paths. */
const hasNames = (answer: string) => answer.split('\n').some((line) => line.endsWith(`\t${BY_NAME}`));

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

function describeSubcommands(command: CliCommand, path: string, root: RootCommand, folder: string): void {
  for (const subcommand of command.commands) {
    const place = `${path} ${subcommand.name()}`.trim();
    const described = root.command(place, subcommand.summary());
    for (const option of subcommand.options) {
      const { long, short, description, required, optional } = option;
      const [name, alias] = [long!.slice(2), short?.slice(1)];
      if (required || optional) described.option(name, description, offer(option, folder), alias);
      else described.option(name, description, alias);
    }
    for (const argument of subcommand.registeredArguments) {
      described.argument(argument.name(), offer(argument, folder), argument.variadic);
    }
    describeSubcommands(subcommand, place, root, folder);
  }
}

type Offer = (complete: (value: string, description: string) => void) => void;

/** The description of names that are offered where a path could be given, too. */
const BY_NAME = 'by its name';

/** Offers the choices, or the names of runs and models. If there are none, the shell offers files. */
const offer =
  (item: Option | Argument, folder: string): Offer =>
  (complete) => {
    for (const choice of item.argChoices ?? []) complete(choice, '');
    const named = namedBy(item);
    if (named === undefined) return;
    for (const name of [LATEST, ...runNames(join(folder, 'runs')), ...(named === 'model' ? MODELS : [])]) {
      complete(name, BY_NAME);
    }
  };

/** The names of the runs in a directory. */
function runNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'config.json')));
}

/** For bash, also without the package bash-completion. The words of the line are passed on as they are: nothing in them is executed. */
const BASH_SCRIPT = `# bash completion for mnist-adder

__mnist_adder_complete() {
    local line=\${COMP_LINE:0:COMP_POINT} words cur out directive
    # bash also splits words at = and :, which are parts of ours.
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    cur=\${words[\${#words[@]} - 1]}
    out=$(mnist-adder complete -- "\${words[@]:1}" 2>/dev/null)
    directive=\${out##*:}
    local IFS=$'\\n' value
    COMPREPLY=()
    for value in \${out%:*}; do
        value=\${value%%$'\\t'*}
        # Of --recipe=add, bash replaces what is behind the =.
        if [[ $cur == *=* ]]; then
            [[ $value == "\${cur#*=}"* ]] && COMPREPLY+=("$value")
        elif [[ $value == "$cur"* ]]; then
            COMPREPLY+=("$value")
        fi
    done
    # Files are offered where no word fits, unless only words can come.
    if ((directive & 4)); then compopt +o default; fi
}

complete -o default -F __mnist_adder_complete mnist-adder`;
