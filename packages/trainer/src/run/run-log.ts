import type { Checkpoint, CheckpointStore } from '../checkpoint/checkpoint.js';
import type { Example } from '../evaluation/examples.js';
import type { TrainingEvent } from '../loop/events.js';
import { openCheckpointFolder } from '../run-directory/checkpoint-folder.js';
import { runDigest } from '../run-directory/run-config.js';
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

/** Opens the log of a run: from the beginning, or after its newest whole checkpoint if it is resumed. */
export async function openRunLog(
  { tensorboard, onEvent }: RunContext,
  { config, directory, onWarning }: OpenRun,
): Promise<RunLog> {
  const checkpoints = openCheckpointFolder(directory.checkpointFolder, {
    run: await runDigest(config),
    metricsBytes: () => metrics.bytes,
  });
  const newest = onWarning ? await checkpoints.readNewest() : { checkpoint: undefined, damaged: [] };
  const { checkpoint } = newest;
  newest.damaged.forEach(({ message }) => onWarning?.(`${message} An older one is taken.`));
  const metrics = directory.openMetrics(checkpoint?.metricsBytes ?? 0);
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
