import { CliCommand } from '../../definition/cli-command.js';
import { argumentOneOf } from '../../definition/options.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** `mnist-adder completion` */
export function completionCommand(): CliCommand {
  return new CliCommand('completion')
    .description(
      'Prints a script with which a shell completes commands, options and names when you press the tab key. It completes the command mnist-adder. For pnpm mnist-adder in the repository it cannot: a shell asks pnpm, which knows its own commands only. Define a function there: mnist-adder() { node packages/cli/bin/mnist-adder.js "$@"; }',
    )
    .addArgument(argumentOneOf('<shell>', 'the shell', SHELLS))
    .example('mnist-adder completion bash >> ~/.bashrc', 'bash')
    .example('mnist-adder completion zsh > ~/.zfunc/_mnist-adder', 'zsh, if ~/.zfunc is in fpath')
    .example('mnist-adder completion fish > ~/.config/fish/completions/mnist-adder.fish', 'fish')
    .example('mnist-adder completion powershell >> $PROFILE', 'PowerShell')
    .does(async () => (await import('./completion.js')).completion);
}
