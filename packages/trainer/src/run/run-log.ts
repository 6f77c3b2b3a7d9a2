import { openCheckpointFolder } from '../checkpoint/checkpoint-folder.js';
import type { Checkpoint, CheckpointStore } from '../checkpoint/checkpoint.js';
import type { TrainingEvent } from '../loop/events.js';
import { createTensorBoardWriter } from '../tensorboard/tensorboard-writer.js';
import type { Example } from '../prediction/examples.js';
import type { OpenRun, RunContext } from './open-run.js';
import { runDigest } from './run-config.js';

/** What a run leaves in its directory while it trains: checkpoints, `metrics.jsonl` and TensorBoard's event files. */
export interface RunLog {
  readonly checkpoints: CheckpointStore;
  /** The checkpoint that the run goes on from. */
  readonly resumeFrom: Checkpoint | undefined;
  /** Writes an event, and passes it on to the caller of the run. */
  readonly onEvent: (event: TrainingEvent) => void;
  /** Writes some test images with the trained model's answers. */
  showExamples(step: number, examples: readonly Example[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the files that a run writes while it trains: new ones, or those of a resumed run, cut off after its newest whole checkpoint. */
export async function openRunLog(
  { tensorboard, onEvent }: RunContext,
  { config, directory, onWarning }: OpenRun,
): Promise<RunLog> {
  const checkpoints = openCheckpointFolder(directory.checkpointFolder, {
    run: runDigest(config),
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
      if (event.type !== 'weights') metrics.add({ ...event });
      board?.onEvent(event);
      onEvent(event);
    },
    showExamples: async (step, examples) => board?.examples(step - 1, examples),
    close: async () => board?.close(),
  };
}
