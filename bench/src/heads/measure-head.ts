import type { DigitSplit } from '@mnist-adder/dataset';
import { createAdder } from '@mnist-adder/model';
import type { Evaluation } from '@mnist-adder/model';
import { train } from '@mnist-adder/trainer';
import type { Recipe, TrainingMetrics } from '@mnist-adder/trainer';
import type { Backend } from '@mnist-adder/backends';
import type { Machine } from '@mnist-adder/trainer/node';
import { headRecipe } from './head-recipe.js';
import type { Head, HeadRun } from './head-results.js';
import { windowMeans } from './window-means.js';

interface HeadToMeasure {
  readonly head: Head;
  readonly seed: number;
  readonly digits: DigitSplit;
  readonly backend: Backend;
  readonly machine: Machine;
  /** Default: that of the experiment, see {@link headRecipe}. */
  readonly recipe?: Recipe;
  /** Seconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** How many steps one number stands for. */
const STEPS_PER_WINDOW = 10;

/** Trains a head on its backbone and writes down how its two accuracies rise. */
export async function measureHead(options: HeadToMeasure): Promise<HeadRun> {
  const { head, seed, digits, backend, machine, recipe = headRecipe(head), now } = options;
  const executor = await backend.start();
  const model = createAdder(recipe.network, { seed });
  const steps: Accuracies[] = [];
  const validation: Accuracies[] = [];
  let stepsPerEpoch = 0;
  try {
    await train({
      ...{ recipe, model, data: digits, executor, seed, now },
      onEvent(event) {
        if (event.type === 'training-start') stepsPerEpoch = event.stepsPerEpoch;
        if (event.type === 'step') steps.push(accuracies(event.metrics));
        if (event.type === 'epoch-end') validation.push(accuracies(event.validation));
      },
    });
    const curve = (accuracy: keyof Accuracies) =>
      windowMeans(
        steps.map((step) => step[accuracy]),
        STEPS_PER_WINDOW,
      ).map(rounded);
    return {
      ...{ head, seed, backend: backend.name, parameters: model.countParams(), settings: recipe.training },
      ...{ stepsPerEpoch, stepsPerWindow: STEPS_PER_WINDOW },
      digitAccuracy: curve('digitAccuracy'),
      sumAccuracy: curve('sumAccuracy'),
      validation,
      machine,
    };
  } finally {
    model.dispose();
  }
}

type Accuracies = HeadRun['validation'][number];

function accuracies(metrics: Evaluation | TrainingMetrics): Accuracies {
  if (!('sumAccuracy' in metrics)) throw new Error('A head that reads digits only has no sum to measure.');
  return { digitAccuracy: rounded(metrics.digitAccuracy), sumAccuracy: rounded(metrics.sumAccuracy) };
}

/** To a thousandth of a per cent, finer than any of the sets is. */
const rounded = (fraction: number) => Number(fraction.toFixed(5));
