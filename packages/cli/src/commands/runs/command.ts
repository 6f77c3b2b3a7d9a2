import { CliCommand } from '../../definition/cli-command.js';
import { optionOneOf, runArgument } from '../../definition/options.js';
import { BEGUN, COLUMNS } from './columns.js';

const RUNS_FOLDER = ['--in <dir>', 'the directory that holds the directories of the runs', 'runs'] as const;

const SORTABLE = [BEGUN, ...COLUMNS].map(({ name }) => name);

/** `mnist-adder runs`, `mnist-adder runs show`, `mnist-adder runs compare` and `mnist-adder runs clean` */
export function runsCommand(): CliCommand {
  const show = new CliCommand('show')
    .summary('show the result, the settings and the files of a run')
    .description("Shows a run: its result, its settings, those that are not its recipe's, and its files.")
    .addArgument(runArgument('<run>'))
    .option(...RUNS_FOLDER)
    .example('mnist-adder runs show latest', 'the newest')
    .does(async () => (await import('./show-run.js')).showRun);
  const compare = new CliCommand('compare')
    .summary('show in what runs differ')
    .description('Compares runs, two or more: the settings in which they differ, and their results.')
    .addArgument(runArgument('<runs...>'))
    .option(...RUNS_FOLDER)
    .example('mnist-adder runs compare seven eight', 'what changed, and how that changed the results')
    .does(async () => (await import('./compare-runs.js')).compareRuns);
  const clean = new CliCommand('clean')
    .summary('remove unfinished runs, and checkpoints that are no longer needed')
    .description(
      'Removes runs that were stopped and never finished, and the checkpoints of finished runs. Without --yes it only says what it would remove.',
    )
    .option(...RUNS_FOLDER)
    .option('--unfinished', 'remove runs that were stopped; running ones stay')
    .option('--checkpoints', 'remove the checkpoints of finished runs')
    .option('--yes', 'really remove them')
    .example('mnist-adder runs clean --unfinished --checkpoints', 'what that would remove, and its size')
    .example('mnist-adder runs clean --checkpoints --yes', 'remove checkpoints of finished runs')
    .does(async () => (await import('./clean-runs.js')).cleanRuns);
  return new CliCommand('runs')
    .description('Lists the runs on disk and their results.')
    .option(...RUNS_FOLDER)
    .addOption(
      optionOneOf('--sort <column>', 'the column to sort by, the best or smallest first', SORTABLE).default(BEGUN.name),
    )
    .example('mnist-adder runs', 'those in runs/')
    .example('mnist-adder runs --sort sum', 'the most accurate first')
    .example('mnist-adder runs --in ~/experiments --json', 'those in another place, for a program')
    .does(async () => (await import('./list-runs.js')).listRuns)
    .with(show, compare, clean);
}
