import { splitDigits } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import { train } from '@mnist-adder/trainer';
import type { Executor, Recipe } from '@mnist-adder/trainer';
import { createGate, gatedExecutor, GateClosedError } from './gate.js';

/** A run of the trainer's own loop that goes on a while at a time. */
export interface TrainingRun {
  /** Trains for some seconds, one step at least; gives the milliseconds that each step took. */
  runFor(seconds: number): Promise<number[]>;
  /** The loss of each step so far. */
  readonly losses: readonly number[];
  readonly parameters: number;
  end(): Promise<void>;
}

/** The seed of every run of a contest. */
export const SEED = 1;

/** Starts to train a recipe; what is timed is the loop that every run goes through, batches and metrics included. */
export function startTraining(recipe: Recipe, executor: Executor, digits: DigitSet): TrainingRun {
  const gate = createGate(() => performance.now());
  const losses: number[] = [];
  const model = createAdder(recipe.network, { seed: SEED });
  const parameters = model.countParams();
  const { train: training, validation } = splitDigits(digits, { validation: recipe.data.validation });
  const running = train({
    recipe,
    model,
    // An epoch's validation is no part of a step: one image makes it short.
    data: { train: training, validation: firstOf(validation) },
    evaluationBatchSize: 1,
    executor: gatedExecutor(executor, gate),
    seed: SEED,
    now: () => performance.now() / 1000,
    onEvent(event) {
      if (event.type === 'step') losses.push(event.metrics.loss);
    },
  });
  // Whoever waits for steps learns of it.
  running.catch(() => undefined);
  return {
    losses,
    parameters,
    runFor: async (seconds) => {
      const ended = running.then(() => {
        throw new Error(`The training of ${recipe.id} came to its end.`);
      });
      return await Promise.race([gate.openFor(seconds), ended]);
    },
    async end() {
      gate.close();
      await running.catch((error: unknown) => {
        if (!(error instanceof GateClosedError)) throw error;
      });
      model.dispose();
    },
  };
}

function firstOf({ images, labels, size }: DigitSet): DigitSet {
  return { images: images.subarray(0, images.length / size), labels: labels.subarray(0, 1), size: 1 };
}
