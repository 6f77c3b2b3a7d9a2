import { CliCommand } from '../../definition/cli-command.js';

/** `mnist-adder report` */
export function reportCommand(): CliCommand {
  return new CliCommand('report')
    .description(
      'Writes the page of a finished run, report.html, again and opens it: curves, confusion, calibration, mistakes.',
    )
    .argument('<run>', 'directory of a run')
    .option('--no-open', 'do not open it')
    .example('mnist-adder report runs/seven', 'in the browser')
    .example('mnist-adder report runs/seven --no-open', 'only write it')
    .does(async () => (await import('./report.js')).report);
}
