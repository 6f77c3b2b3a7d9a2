import type { DigitSplit } from '@mnist-adder/dataset';
import type { Backend } from '@mnist-adder/backends';
import { createAdder, type Scores } from '@mnist-adder/model';
import { findRecipe, parseRecipe, train, type Recipe } from '@mnist-adder/trainer';
import type { Machine } from '@mnist-adder/trainer/node';
import type { Head, HeadRun } from '../results/head-runs.js';

/** Long enough that every curve bends. */
const EPOCHS = 2;

/** Steps that one number of a curve is the mean of. */
const STEPS_PER_WINDOW = 10;

/** `adder-fast` with another head, and with one addend for each image, so that every head sees the same pairs. */
export function headRecipe(head: Head): Recipe {
  const { network, training, ...rest } = findRecipe('adder-fast');
  return parseRecipe({
    ...rest,
    id: `head-${head}`,
    summary: `adder-fast with the head ${head}, one addend an image, ${EPOCHS} epochs`,
    network: { ...network, head: { type: head } },
    task: { type: 'pairs', addends: 'fresh' },
    training: { ...training, epochs: EPOCHS },
  });
}

interface HeadToMeasure {
  readonly head: Head;
  readonly seed: number;
  readonly digits: DigitSplit;
  readonly backend: Backend;
  readonly machine: Machine;
  /** Default: {@link headRecipe}. */
  readonly recipe?: Recipe;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Trains a head on the shared backbone and records how the accuracies of digit and sum rise. */
export async function measureHead(options: HeadToMeasure): Promise<HeadRun> {
  const { head, seed, digits, backend, machine, recipe = headRecipe(head), now } = options;
  const executor = await backend.start();
  const model = createAdder(recipe.network, { seed });
  const steps: Scores[] = [];
  const epochs: Scores[] = [];
  let stepsPerEpoch = 0;
  try {
    await train({
      recipe,
      model,
      data: digits,
      executor,
      seed,
      now,
      onEvent(event) {
        if (event.type === 'training-start') stepsPerEpoch = event.stepsPerEpoch;
        if (event.type === 'step') steps.push(event.scores);
        if (event.type === 'epoch-end') epochs.push(event.validation);
      },
    });
    const { digit, sum } = accuracies(steps);
    return {
      head,
      seed,
      backend: backend.name,
      parameters: model.countParams(),
      settings: { ...recipe.training },
      stepsPerEpoch,
      stepsPerWindow: STEPS_PER_WINDOW,
      trainAccuracy: {
        digit: windowMeans(digit, STEPS_PER_WINDOW).map(rounded),
        sum: windowMeans(sum, STEPS_PER_WINDOW).map(rounded),
      },
      validationAccuracy: accuracies(epochs),
      machine,
    };
  } finally {
    model.dispose();
  }
}

function accuracies(scores: readonly Scores[]): HeadRun['validationAccuracy'] {
  return {
    digit: scores.map(({ digit }) => rounded(digit.accuracy)),
    sum: scores.map(({ sum }) => {
      if (sum === undefined) throw new Error('A head that reads digits only has no sum to measure.');
      return rounded(sum.accuracy);
    }),
  };
}

/** Rounds to a thousandth of a per cent, which is finer than any of the sets. */
const rounded = (fraction: number) => Number(fraction.toFixed(5));

/** The mean of every `size` values. If fewer values are left at the end, the last mean is theirs. */
export function windowMeans(values: readonly number[], size: number): number[] {
  const means: number[] = [];
  for (let start = 0; start < values.length; start += size) {
    const window = values.slice(start, start + size);
    means.push(window.reduce((sum, value) => sum + value, 0) / window.length);
  }
  return means;
}
