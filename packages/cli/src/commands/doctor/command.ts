import { CliCommand } from '../../definition/cli-command.js';

/** `mnist-adder doctor` */
export function doctorCommand(): CliCommand {
  return new CliCommand('doctor')
    .description(
      'Checks everything that the other commands need. Each line is ok, or says what to do. Exits with 1 if one is not ok.',
    )
    .example('mnist-adder doctor', 'before the first training, or if something is odd')
    .does(async () => (await import('./doctor.js')).doctor);
}
