import { CliCommand } from '../../program/cli-command.js';
import { argumentOneOf } from '../../program/one-of.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

/** `mnist-adder completion` */
export function completionCommand(): CliCommand {
  return new CliCommand('completion')
    .description('Prints a script that has a shell complete commands, options and names with the tab key.')
    .addArgument(argumentOneOf('<shell>', 'for which shell', SHELLS))
    .example('mnist-adder completion bash >> ~/.bashrc', 'bash')
    .example('mnist-adder completion zsh > ~/.zfunc/_mnist-adder', 'zsh, where ~/.zfunc is in fpath')
    .example('mnist-adder completion fish > ~/.config/fish/completions/mnist-adder.fish', 'fish')
    .example('mnist-adder completion powershell >> $PROFILE', 'PowerShell')
    .does(async () => (await import('./completion.js')).completion);
}
