import { CliCommand } from '../../program/cli-command.js';

const RUNS_FOLDER = ['--in <dir>', 'where the directories of the runs are', 'runs'] as const;

/** `mnist-adder runs`, `mnist-adder runs compare` and `mnist-adder runs clean` */
export function runsCommand(): CliCommand {
  const compare = new CliCommand('compare')
    .summary('what two runs have in common, and what not')
    .description('Compares two runs: the settings in which they differ, and what they reached.')
    .argument('<a>', 'directory of a run, or its name in runs/')
    .argument('<b>', 'directory of another')
    .option(...RUNS_FOLDER)
    .example('mnist-adder runs compare runs/seven runs/eight', 'what changed, and what came of it')
    .does(async () => (await import('./compare-runs.js')).compareRuns);
  const clean = new CliCommand('clean')
    .summary('remove runs that were never finished, and checkpoints that nobody needs')
    .description(
      'Removes what runs leave: those that were stopped and never finished, and the checkpoints of finished ones. Without --yes it only says what it would remove.',
    )
    .option(...RUNS_FOLDER)
    .option('--unfinished', 'remove runs that were stopped; those that are running stay')
    .option('--checkpoints', 'remove the checkpoints of finished runs')
    .option('--yes', 'do it')
    .example('mnist-adder runs clean --unfinished --checkpoints', 'what that would remove, and how much it is')
    .example('mnist-adder runs clean --checkpoints --yes', 'remove checkpoints of finished runs')
    .does(async () => (await import('./clean-runs.js')).cleanRuns);
  return new CliCommand('runs')
    .description('Lists the runs on disk with what they reached.')
    .option(...RUNS_FOLDER)
    .example('mnist-adder runs', 'those in runs/')
    .example('mnist-adder runs --in ~/experiments --json', 'those in another place, for a program')
    .does(async () => (await import('./list-runs.js')).listRuns)
    .with(compare, clean);
}
