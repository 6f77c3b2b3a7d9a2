import type { Checkpoint } from '@mnist-adder/trainer';
import { fetchDigits } from './fetch-digits.js';
import type { TrainedModel, TrainingOrder } from './protocol.js';
import { runTraining, type TrainingContext } from './run-training.js';
import { startExecutor } from './start-executor.js';

/**
 * Fetches MNIST, starts what was ordered to train on, and trains.
 *
 * @param from a checkpoint of the run to go on from.
 * @returns the files of the model; undefined if training was stopped before its first step.
 * @throws `Error` with a message for the user if MNIST cannot be fetched or the graphics context is lost.
 */
export async function trainInPage(
  order: TrainingOrder,
  from: Checkpoint | undefined,
  context: TrainingContext,
): Promise<TrainedModel | undefined> {
  const data = await fetchDigits(order.digits, order.images, (fraction) => {
    context.onUpdate({ type: 'loading', fraction });
  });
  const { untilLost, onLost } = lostContext();
  const executor = await startExecutor(order.backend, onLost);
  return Promise.race([runTraining(order, { data, executor, from }, context), untilLost]);
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
