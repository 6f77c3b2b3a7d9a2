import { CliCommand } from '../../definition/cli-command.js';
import { runArgument } from '../../definition/options.js';

/** `mnist-adder report` */
export function reportCommand(): CliCommand {
  return new CliCommand('report')
    .description(
      'Writes the page of a finished run, report.html, again and opens it: curves, confusion, calibration, mistakes.',
    )
    .addArgument(runArgument('<run>'))
    .option('--no-open', 'do not open it')
    .example('mnist-adder report latest', 'of the newest run, in the browser')
    .example('mnist-adder report runs/seven --no-open', 'only write it')
    .does(async () => (await import('./report.js')).report);
}
