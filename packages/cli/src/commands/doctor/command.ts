import { CliCommand } from '../../program/cli-command.js';

/** `mnist-adder doctor` */
export function doctorCommand(): CliCommand {
  return new CliCommand('doctor')
    .description(
      'Looks at everything that the other commands need: each line is ok, or says what to do. Ends with 1 if one is not.',
    )
    .example('mnist-adder doctor', 'before the first training, or where something is odd')
    .does(async () => (await import('./doctor.js')).doctor);
}
