import { INSTALLABLE_BACKENDS } from '@mnist-adder/backends/names';
import { CliCommand } from '../../definition/cli-command.js';
import { argumentOneOf } from '../../definition/options.js';

/** `mnist-adder backend list`, `mnist-adder backend install` and `mnist-adder backend remove` */
export function backendCommand(): CliCommand {
  const name = () => argumentOneOf('<name>', 'the backend', INSTALLABLE_BACKENDS);
  const lists = (command: CliCommand) =>
    command
      .option('--bench', 'train on each for a few seconds, and show its speed')
      .does(async () => (await import('./list-backends.js')).listBackends);
  const list = new CliCommand('list')
    .summary('list every backend, and whether it works here')
    .description('Lists every backend, the fastest first, and whether it works on this machine, or why not.')
    .example('mnist-adder backend list --bench', 'what works here, and how fast');
  const install = new CliCommand('install')
    .summary('install a backend into your cache directory')
    .description('Installs a backend that is not part of the package into your cache directory.')
    .addArgument(name())
    .option('--force', 'install it again if it is installed')
    .example('mnist-adder backend install tensorflow', "TensorFlow's C library: downloads 0.3 GB, takes 0.9 GB")
    .does(async () => (await import('./install.js')).install);
  const remove = new CliCommand('remove')
    .summary('remove everything that was installed for a backend')
    .description('Removes everything that was installed for a backend.')
    .addArgument(name())
    .example('mnist-adder backend remove tensorflow', 'free the space')
    .does(async () => (await import('./install.js')).remove);
  return lists(new CliCommand('backend'))
    .description('Lists what this machine can train on, and installs what is not part of the package.')
    .example('mnist-adder backend', 'what works here')
    .with(lists(list), install, remove);
}
