import { firstImages, splitDigits, type DigitSet } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import { findRecipe, train, type Executor, type Recipe } from '@mnist-adder/trainer';
import { createGate, gatedExecutor, GateClosedError } from './gate.js';

/** The seed of every run in a contest. */
export const SEED = 1;

/** The learning rate in a contest, for every recipe: its schedule does not change the cost of a step. */
const LEARNING_RATE = 0.001;

interface ContestSettings {
  /** Images per step. Default: the recipe's. */
  readonly batchSize?: number;
  /** Whether activations are dropped; without it every contestant has the same losses. Default: true, as the recipe says. */
  readonly dropout?: boolean;
}

/** A recipe as every contestant trains it: at a constant learning rate, and without end. */
export function contestRecipe(id: string, { batchSize, dropout = true }: ContestSettings = {}): Recipe {
  const recipe = findRecipe(id);
  if (recipe === undefined) throw new Error(`There is no recipe ${id}.`);
  const { network, training } = recipe;
  const backbone = 'dropout' in network.backbone && !dropout ? { ...network.backbone, dropout: 0 } : network.backbone;
  return {
    ...recipe,
    network: { ...network, backbone },
    training: {
      ...training,
      epochs: 1_000_000,
      batchSize: batchSize ?? training.batchSize,
      learningRate: { type: 'constant', rate: LEARNING_RATE, warmup: 0 },
    },
  };
}

/** A run of the trainer's own loop that continues for a while at a time. */
export interface TrainingRun {
  /** Trains for some seconds, at least one step. Returns the milliseconds of each step. */
  runFor(seconds: number): Promise<number[]>;
  /** The loss of each step so far. */
  readonly losses: readonly number[];
  readonly parameters: number;
  end(): Promise<void>;
}

/** Starts training a recipe. It goes through the loop of every run, so that batches and scores are timed as well. */
export function startTraining(recipe: Recipe, executor: Executor, digits: DigitSet): TrainingRun {
  const gate = createGate(() => performance.now());
  const losses: number[] = [];
  const model = createAdder(recipe.network, { seed: SEED });
  const parameters = model.countParams();
  const { train: training, validation } = splitDigits(digits, { validation: recipe.data.validation });
  const running = train({
    recipe,
    model,
    // The validation at the end of an epoch is not part of a step: one image keeps it short.
    data: { train: training, validation: firstImages(validation, 1) },
    evaluationBatchSize: 1,
    executor: gatedExecutor(executor, gate),
    seed: SEED,
    now: () => performance.now() / 1000,
    onEvent(event) {
      if (event.type === 'step') losses.push(event.scores.loss);
    },
  });
  // `runFor` and `end` report the error.
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
