import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder, encodeAdder, evaluateAdder, type Scores } from '@mnist-adder/model';
import { memoryCheckpoints, train, type PredictorExecutor } from '@mnist-adder/trainer';
import { findRecipe } from '@mnist-adder/trainer/recipes';
import { fetchDigits } from './fetch-digits.js';
import { withPauses, type Pause } from './pause.js';
import type { TrainedModel, TrainingOrder, TrainingUpdate } from './protocol.js';
import { reportConfusion, reportProgress } from './report-progress.js';
import { startExecutor } from './start-executor.js';

const EVALUATION_BATCH_SIZE = 250;

interface TrainingContext {
  readonly onUpdate: (update: TrainingUpdate) => void;
  readonly pause: Pause;
  /** Stops training after the current step. */
  readonly signal: AbortSignal;
  readonly packageVersion: string;
}

/**
 * Trains a recipe on MNIST, by the loop that trains in Node.
 *
 * @returns the files of the model; undefined if training was stopped before its first step.
 * @throws `Error` with a message for the user if MNIST cannot be fetched or the graphics context is lost.
 */
export async function trainInPage(order: TrainingOrder, context: TrainingContext): Promise<TrainedModel | undefined> {
  const { onUpdate, pause, signal, packageVersion } = context;
  const { seed } = order;
  const recipe = orderedRecipe(order);
  const data = await fetchDigits(order.digits, order.images, (fraction) => {
    onUpdate({ type: 'loading', fraction });
  });
  const { untilLost, onLost } = lostContext();
  const executor = await startExecutor(order.backend, onLost);
  const model = createAdder(recipe.network, { seed });
  onUpdate({ type: 'preparing' });
  const predictor = await executor.preparePredictor(model, EVALUATION_BATCH_SIZE);
  const progress = reportProgress(order.epochs, onUpdate);
  let validation: Scores | undefined;
  try {
    const { end, state } = await Promise.race([
      train({
        recipe,
        model,
        data,
        seed,
        signal,
        now: pause.now,
        executor: withPauses(executor, pause),
        predictor: { ...predictor, predict: reportConfusion(predictor.predict, data.validation.labels, onUpdate) },
        onEvent(event) {
          progress(event);
          if (event.type === 'epoch-end') ({ validation } = event);
        },
        // If training is stopped, the checkpoint that is written then gives the model the weights of the last step.
        checkpoints: memoryCheckpoints(),
        checkpointSeconds: Infinity,
      }),
      untilLost,
    ]);
    if (state.step === 0) return undefined;
    const isFinished = end !== 'interrupted';
    // Otherwise the saved weights are not those of the last validation.
    const isValidated = isFinished && recipe.training.keep === 'last' && !recipe.training.calibrated;
    const scores = isValidated && validation ? validation : await evaluate(predictor, data.validation);
    const metadata = { spec: recipe.network, recipe, seed, data: { ...order.digits.digests }, scores, packageVersion };
    return { files: await encodeAdder(model, metadata), isFinished };
  } finally {
    await predictor.dispose();
    model.dispose();
  }
}

/** The recipe with the number of epochs that was ordered. */
function orderedRecipe({ recipe: id, epochs }: TrainingOrder) {
  const recipe = findRecipe(id);
  if (recipe === undefined) throw new Error(`There is no recipe ${id}: choose another one.`);
  return { ...recipe, training: { ...recipe.training, epochs } };
}

async function evaluate(predictor: PredictorExecutor, validation: DigitSet): Promise<Scores> {
  await predictor.readVariables();
  return evaluateAdder(predictor.predict, validation, { batchSize: EVALUATION_BATCH_SIZE });
}

/** A promise that rejects when `onLost` is called. */
function lostContext(): { readonly untilLost: Promise<never>; readonly onLost: () => void } {
  let onLost: () => void = () => undefined;
  const untilLost = new Promise<never>((_, reject) => {
    onLost = () => {
      reject(
        new Error(
          'The browser took the graphics context away, and training ended: train in WebAssembly, or try again.',
        ),
      );
    };
  });
  return { untilLost, onLost };
}
