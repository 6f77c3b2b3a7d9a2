import { type DigitSplit } from '@mnist-adder/dataset';
import { createAdder, encodeAdder, evaluateAdder, fitFamiliarity, type Scores } from '@mnist-adder/model';
import { memoryCheckpoints, train, type Checkpoint, type CheckpointStore, type Executor } from '@mnist-adder/trainer';
import { identifyTraining } from '@mnist-adder/trainer/internal';
import { messagesReceived, withBetweenSteps } from './between-steps.js';
import { createLooker } from './look.js';
import { orderedRecipe } from './ordered-recipe.js';
import type { Pause } from './pause.js';
import type { OwnDrawing, TrainedModel, TrainingOrder, TrainingUpdate } from './protocol.js';
import { reportProgress } from './report-progress.js';
import { reportReadings } from './report-readings.js';

const EVALUATION_BATCH_SIZE = 250;

/** Seconds between two looks at what the network in training reads. */
const LOOK_SECONDS = 1;

/** The maximum number of seconds between checkpoints. */
const CHECKPOINT_SECONDS = 1.5;

/** What a training depends on besides what was ordered. */
export interface TrainingContext {
  readonly onUpdate: (update: TrainingUpdate) => void;
  readonly pause: Pause;
  /** Ends training after the current step. */
  readonly signal: AbortSignal;
  /** The user's own drawing at the moment. */
  readonly own: () => OwnDrawing | undefined;
  readonly packageVersion: string;
}

/** What a training runs on, and with. */
interface TrainingMeans {
  readonly data: DigitSplit;
  readonly executor: Executor;
  /** A checkpoint to go on from. */
  readonly from: Checkpoint | undefined;
}

/**
 * Trains by the loop that trains in Node.
 *
 * @returns the files of the model; undefined if training was stopped before its first step.
 */
export async function runTraining(
  order: TrainingOrder,
  { data, executor, from }: TrainingMeans,
  { onUpdate, pause, signal, own, packageVersion }: TrainingContext,
): Promise<TrainedModel | undefined> {
  const { seed } = order;
  const recipe = orderedRecipe(order);
  const model = createAdder(recipe.network, { seed });
  const cleanUp: (() => void | Promise<void>)[] = [
    () => {
      model.dispose();
    },
  ];
  try {
    onUpdate({ type: 'preparing' });
    const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
    cleanUp.push(() => predictor.dispose());
    const looker = await createLooker(executor, model, data.validation);
    cleanUp.push(() => looker.dispose());
    const readings = reportReadings(predictor.predict, data.validation, onUpdate);
    const progress = reportProgress({ order, now: pause.now, misread: readings.misread, onUpdate });
    let validation: Scores | undefined;
    let lastLook = -Infinity;
    const { end, state, trainSeconds } = await train({
      recipe,
      model,
      data,
      seed,
      now: pause.now,
      executor: withBetweenSteps(executor, async (step, running) => {
        // Steps in WebAssembly, one after the other, would never let the message that asks for a pause through.
        await messagesReceived();
        await pause.over();
        if (pause.now() - lastLook < LOOK_SECONDS) return;
        lastLook = pause.now();
        await running.writeVariables();
        onUpdate({ type: 'look', ...(await step.withAverages(() => looker.look(own()))) });
      }),
      predictor: { ...predictor, predict: readings.predict },
      onEvent(event) {
        progress(event);
        if (event.type === 'epoch-end') ({ validation } = event);
        return signal.aborted ? 'stop' : undefined;
      },
      checkpoints: reportedCheckpoints(onUpdate),
      checkpointSeconds: CHECKPOINT_SECONDS,
      // Its settings may have been changed since; its state has to fit, which the loop checks.
      resumeFrom: from && { ...from, training: identifyTraining({ recipe, seed, data }) },
    });
    if (state.step === 0) return undefined;
    const isFinished = end !== 'stopped';
    // Otherwise the saved weights are not those of the last validation.
    const isValidated = isFinished && recipe.training.keep === 'last' && !recipe.training.calibrated;
    await predictor.readVariables();
    const scores =
      isValidated && validation
        ? validation
        : await evaluateAdder(predictor.predict, data.validation, { batchSize: EVALUATION_BATCH_SIZE });
    const familiarity = await fitFamiliarity(predictor.predict, data, { batchSize: EVALUATION_BATCH_SIZE });
    const metadata = {
      spec: recipe.network,
      recipe,
      seed,
      data: { ...order.digits.digests },
      scores,
      familiarity,
      packageVersion,
    };
    return {
      files: await encodeAdder(model, metadata),
      isFinished,
      step: state.step,
      imagesPerSecond: (state.step * recipe.training.batchSize) / trainSeconds,
    };
  } finally {
    for (const dispose of cleanUp.reverse()) await dispose();
  }
}

/** Keeps what training itself needs in memory, and reports each checkpoint. */
function reportedCheckpoints(onUpdate: (update: TrainingUpdate) => void): CheckpointStore {
  const memory = memoryCheckpoints();
  return {
    read: (step) => memory.read(step),
    async write(checkpoint) {
      await memory.write(checkpoint);
      onUpdate({ type: 'checkpoint', checkpoint });
    },
  };
}
