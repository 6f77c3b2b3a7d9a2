import { CliCommand } from '../../program/cli-command.js';

/** `mnist-adder report` */
export function reportCommand(): CliCommand {
  return new CliCommand('report')
    .description(
      'Makes the page of a finished run, report.html, anew and opens it: curves, confusion, calibration, mistakes.',
    )
    .argument('<run>', 'directory of a run')
    .option('--no-open', 'make it, and do not open it')
    .example('mnist-adder report runs/seven', 'in the browser')
    .example('mnist-adder report runs/seven --no-open', 'only make it')
    .does(async () => (await import('./report.js')).report);
}
