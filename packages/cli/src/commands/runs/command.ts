import { CliCommand } from '../../definition/cli-command.js';

const RUNS_FOLDER = ['--in <dir>', 'the directory that holds the directories of the runs', 'runs'] as const;

/** `mnist-adder runs`, `mnist-adder runs compare` and `mnist-adder runs clean` */
export function runsCommand(): CliCommand {
  const compare = new CliCommand('compare')
    .summary('show in what two runs differ')
    .description('Compares two runs: the settings in which they differ, and their results.')
    .argument('<a>', 'directory of a run, or its name in runs/')
    .argument('<b>', 'directory of another run')
    .option(...RUNS_FOLDER)
    .example('mnist-adder runs compare runs/seven runs/eight', 'what changed, and how that changed the results')
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
    .example('mnist-adder runs', 'those in runs/')
    .example('mnist-adder runs --in ~/experiments --json', 'those in another place, for a program')
    .does(async () => (await import('./list-runs.js')).listRuns)
    .with(compare, clean);
}
