import type { CliCommand } from '../definition/cli-command.js';
import { allCommands, createProgram } from '../program/create-program.js';
import { DOCUMENTS, schemaFile } from './documents.js';

/** The page in the repository. */
export const PAGE = new URL('../../../../docs/cli.md', import.meta.url);

/** Number of characters in a line of help. */
const WIDTH = 100;

const INTRODUCTION = `# The command

<!-- Made by \`pnpm --filter @mnist-adder/cli reference\` from the definitions in packages/cli/src/commands. -->

Run it as \`pnpm mnist-adder …\` in the repository, or as \`npx @mnist-adder/cli …\` from the registry.

- Results are on standard output. Progress, notes and errors are on standard error. Without a terminal, or with \`TERM=dumb\` or
  \`NO_COLOR\`, the output is plain lines. If the locale is not UTF-8, it is ASCII.
- \`--json\` prints one document, and nothing else, on standard output. Each command names the JSON Schema of its document. The
  schemas are in the folder \`schemas\` of the installed package (\`node_modules/@mnist-adder/cli/schemas\`). If a command fails, the
  document is described by \`error.json\`.
- The exit code is 0 for success, 1 for failure, 2 for wrong usage, and 129, 130 or 143 if SIGHUP, Ctrl-C or
  SIGTERM ended the command. Training that is interrupted writes a checkpoint first, also where its output has no reader any more
  (141) or cannot be written (1).
- An error is one sentence. \`--debug\` shows where it comes from.
- \`mnist-adder completion bash\` (or zsh, fish, powershell) prints a script for completion in your shell.
`;

/** The reference of the command line as Markdown. */
export async function cliPage(): Promise<string> {
  const program = await createProgram('0.0.0', () => true);
  const commands = allCommands(program).slice(1);
  return [INTRODUCTION, ...commands.map(section)].join('\n');
}

function section(command: CliCommand): string {
  const path = pathOf(command);
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => WIDTH });
  command.outputHelp();
  const schemas = Object.keys(DOCUMENTS)
    .filter((name) => name === path || name.startsWith(`${path} --`))
    .map((name) => `\`${schemaFile(name)}\`${name === path ? '' : ` (with \`${name.slice(path.length + 1)}\`)`}`);
  return [
    `${'#'.repeat(1 + path.split(' ').length)} ${path}`,
    '',
    '```text',
    help.trimEnd(),
    '```',
    '',
    ...(schemas.length > 0 ? [`JSON Schema of \`--json\`: ${schemas.join(', ')}.`, ''] : []),
  ].join('\n');
}

/** The names of a command and its parents: `runs clean`. */
function pathOf(command: CliCommand): string {
  const parent = command.parent as CliCommand | null;
  return parent?.parent == null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}
