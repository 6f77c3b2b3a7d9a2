import type { CliCommand } from '../program/cli-command.js';
import { allCommands, createProgram } from '../program/create-program.js';
import { DOCUMENTS, schemaFile } from './documents.js';

/** Characters in a line of help. */
const WIDTH = 100;

const INTRODUCTION = `# The command

<!-- Made by \`pnpm --filter @mnist-adder/cli reference\` from the definitions in packages/cli/src/commands. -->

\`pnpm mnist-adder …\` in the repository, \`npx @mnist-adder/cli …\` where it is installed from the registry.

- What a command finds out is on standard output; how it goes, notes and errors are on standard error. Where there is no
  terminal, with \`TERM=dumb\` or \`NO_COLOR\`, it is plain lines; where the locale is not UTF-8, ASCII.
- \`--json\` prints one document and nothing else on standard output, by the schema that is linked below. Where a command
  fails, that is an [error](../packages/cli/schemas/error.json).
- It ends with 0 where all is well, 1 where it failed, 2 for wrong usage, 130 or 143 where Ctrl-C or SIGTERM ended it.
- An error is one sentence; \`--debug\` shows where it comes from.
- \`mnist-adder completion bash\` (zsh, fish, powershell) prints what has a shell complete commands, options and names.
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
    .map((name) => `[\`${name}\`](../packages/cli/schemas/${schemaFile(name)})`);
  return [
    `${'#'.repeat(1 + path.split(' ').length)} ${path}`,
    '',
    '```text',
    help.trimEnd(),
    '```',
    '',
    ...(schemas.length > 0 ? [`What \`--json\` prints: ${schemas.join(', ')}.`, ''] : []),
  ].join('\n');
}

/** `runs clean` */
function pathOf(command: CliCommand): string {
  const parent = command.parent as CliCommand | null;
  return parent?.parent == null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}
