import { CliCommand } from '../../program/cli-command.js';
import { argumentOneOf } from '../../program/one-of.js';
import { INSTALLABLE } from '../../program/vocabulary.js';

/** `mnist-adder backend list`, `mnist-adder backend install` and `mnist-adder backend remove` */
export function backendCommand(): CliCommand {
  const name = () => argumentOneOf('<name>', 'the backend', INSTALLABLE);
  const list = new CliCommand('list')
    .summary('every backend, and whether it works here or why not')
    .description('Lists what there is to train on, the fastest first: whether it works on this machine, or why not.')
    .option('--bench', 'train a few seconds on each, and say how fast it is')
    .example('mnist-adder backend list --bench', 'what works here, and how fast')
    .does(async () => (await import('./list-backends.js')).listBackends);
  const install = new CliCommand('install')
    .summary('install a backend into the cache of this user')
    .description('Installs a backend that does not come with the package into the cache of this user.')
    .addArgument(name())
    .option('--force', 'install it again if it is there')
    .example('mnist-adder backend install tensorflow', "TensorFlow's C library: 0.3 GB to fetch, 0.9 GB installed")
    .does(async () => (await import('./install-backend.js')).install);
  const remove = new CliCommand('remove')
    .summary('remove all that was installed for a backend')
    .description('Removes all that was installed for a backend.')
    .addArgument(name())
    .example('mnist-adder backend remove tensorflow', 'gives the space back')
    .does(async () => (await import('./remove-backend.js')).remove);
  return new CliCommand('backend')
    .description('Lists what this machine can train on, and installs what does not come with the package.')
    .example('mnist-adder backend list', 'what works here')
    .with(list, install, remove);
}
