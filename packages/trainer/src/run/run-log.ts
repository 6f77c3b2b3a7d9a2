import { basename } from 'node:path';
import type { Checkpoint, CheckpointStore } from '../checkpoint/checkpoint.js';
import { UnfitCheckpointError, type RunCheckpoint } from '../checkpoint/checkpoint-file.js';
import type { Example } from '../evaluation/examples.js';
import type { TrainingEvent } from '../loop/events.js';
import { openCheckpointFolder, readNewestCheckpoint } from '../run-directory/checkpoint-folder.js';
import { findLogProblem, METRICS_FILE } from '../run-directory/metrics-log.js';
import { runDigest } from '../run-directory/run-config.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';
import { createTensorBoardWriter } from '../tensorboard/tensorboard-writer.js';
import type { OpenRun, RunContext } from './run-context.js';

/** What a run writes while it trains: checkpoints, `metrics.jsonl` and TensorBoard event files. */
export interface RunLog {
  readonly checkpoints: CheckpointStore;
  /** The checkpoint that the run goes on from. */
  readonly resumeFrom: Checkpoint | undefined;
  /** Logs an event, passes it on, and returns what that returned. */
  readonly onEvent: (event: TrainingEvent) => unknown;
  /** Writes the trained model's answers for some test images. */
  showExamples(step: number, examples: readonly Example[]): Promise<void>;
  /** Closes the files. */
  close(): Promise<void>;
}

/**
 * Finds the checkpoint that a resumed run goes on from, and warns of newer ones that it cannot go on from.
 *
 * @returns undefined if it has to start from the beginning.
 * @throws `RunDirectoryError` if it has whole checkpoints, and its settings or its log no longer fit any of them.
 */
export async function findCheckpoint({
  config,
  directory: { folder, checkpointFolder },
  onWarning,
}: Pick<OpenRun, 'config' | 'directory'> & {
  readonly onWarning: (sentence: string) => void;
}): Promise<RunCheckpoint | undefined> {
  const { checkpoint, problems } = await readNewestCheckpoint(
    checkpointFolder,
    await runDigest(config),
    async (mark) => {
      const problem = await findLogProblem(folder, mark);
      return problem && `does not fit ${METRICS_FILE}, which ${problem}`;
    },
  );
  const unfit = problems.find((problem) => problem instanceof UnfitCheckpointError);
  if (checkpoint === undefined && unfit !== undefined) {
    const { file, problem } = unfit.facts;
    throw new RunDirectoryError(
      folder,
      `has a run that cannot go on: its checkpoint ${basename(file)} ${problem}`,
      `put the old file back, or remove the folder ${basename(checkpointFolder)} to start from the beginning`,
      { cause: unfit },
    );
  }
  for (const { message } of problems) onWarning(message);
  if (checkpoint === undefined) onWarning('There is no checkpoint to go on from: the run starts from the beginning.');
  else if (problems.length > 0) onWarning(`The run goes on from an older one, after step ${checkpoint.state.step}.`);
  return checkpoint;
}

/** Opens the log of a run: from the beginning, or after its newest whole checkpoint if it is resumed. */
export async function openRunLog(
  { tensorboard, onEvent }: RunContext,
  { config, directory, onWarning }: OpenRun,
): Promise<RunLog> {
  const checkpoint = onWarning && (await findCheckpoint({ config, directory, onWarning }));
  const metrics = directory.openMetrics(checkpoint?.metricsBytes ?? 0);
  const checkpoints = openCheckpointFolder(directory.checkpointFolder, {
    run: await runDigest(config),
    mark: () => metrics.mark(),
  });
  const step = checkpoint?.state.step ?? 0;
  const board = tensorboard && createTensorBoardWriter(directory.folder, { ...tensorboard, step });
  board?.recipe(config.recipe, { seed: config.seed, backend: config.backend });
  return {
    checkpoints: {
      read: (step) => checkpoints.read(step),
      async write(checkpoint) {
        // A run that goes on from here finds there what came before.
        await board?.flush();
        await checkpoints.write(checkpoint);
      },
    },
    resumeFrom: checkpoint,
    onEvent(event) {
      if (event.type !== 'weights') metrics.add(event);
      board?.onEvent(event);
      return onEvent(event);
    },
    showExamples: async (step, examples) => board?.examples(step - 1, examples),
    close: async () => board?.close(),
  };
}
