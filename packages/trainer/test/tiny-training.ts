import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder, type PartSpec } from '@mnist-adder/model';
import { variableOf } from '@mnist-adder/model/internal';
import * as ort from 'onnxruntime-node';
import { expect } from 'vitest';
import { compiledExecutor } from '../src/executor/compiled-executor.js';
import { eagerExecutor } from '../src/executor/eager-executor.js';
import type { Executor } from '../src/executor/executor.js';
import type { TrainingEvent } from '../src/loop/events.js';
import { train } from '../src/loop/train.js';
import type { Recipe, RecipeInput } from '../src/recipe/recipe.js';
import { recipeSchema } from '../src/recipe/recipe-schema.js';
import { findRecipe } from '../src/recipes/recipes.js';

const { train: mnist } = await readMnist();

/** Returns the images of MNIST's training set from one index to another. */
export function takeDigits(from: number, to: number): DigitSet {
  const { images, labels } = mnist;
  return { images: images.slice(from * 784, to * 784), labels: labels.slice(from, to), size: to - from };
}

/** An executor that compiles for ONNX Runtime. */
export const compiled = () =>
  compiledExecutor(ort, { logSeverityLevel: 3, intraOpNumThreads: 1, interOpNumThreads: 1 });

/** Returns a recipe with a network small enough for TensorFlow.js in plain JavaScript. */
export function tiny(id: string, training: Partial<RecipeInput['training']> = {}): Recipe {
  const recipe = findRecipe(id)!;
  return recipeSchema.parse({
    ...recipe,
    network: {
      ...recipe.network,
      backbone: narrow(recipe.network.backbone),
    },
    training: { ...recipe.training, batchSize: 8, epochs: 1, ...training },
  });
}

function narrow(backbone: PartSpec): PartSpec {
  switch (backbone.type) {
    case 'small-cnn':
      return { ...backbone, filters: [4, 4], embedding: 8 };
    case 'vgg':
      return { ...backbone, filters: [2, 2, 2], embedding: 8 };
    case 'identity-cnn':
      return { ...backbone, filters: [2, 2, 2] };
    case 'lenet':
      return { ...backbone, filters: [2, 2], dense: [8, 8] };
    case 'mlp':
      return { ...backbone, hidden: (backbone.hidden as number[]).map(() => 8) };
    default:
      throw new RangeError(backbone.type);
  }
}

/** A teacher that takes every digit for as likely as any other. */
const undecided = (_: Uint8Array, size: number) => Promise.resolve(new Float32Array(size * 10).fill(0.1));

/** Trains with a recipe on a few images, and returns what happened and the trained weights. */
export async function runTiny(recipe: Recipe, executor: Executor, seed = 1, images = 64) {
  const model = createAdder(recipe.network, { seed });
  const events: TrainingEvent[] = [];
  let clock = 0;
  await train({
    recipe,
    model,
    data: { train: takeDigits(0, images), validation: takeDigits(300, 320) },
    executor,
    seed,
    now: () => clock++,
    onEvent: (event) => events.push(event),
    evaluationBatchSize: 8,
    ...(recipe.training.distillation && { teacher: undecided }),
  });
  const weights = model.weights.map((weight) => variableOf(weight).dataSync().slice());
  model.dispose();
  return { events, weights };
}

/** Returns the losses of the steps. */
export const lossesOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === 'step' ? [event.scores.loss] : []));

/** Expects that a recipe trains to the same losses and weights with compiled steps and with eager ones. */
export async function expectCompiledAsEager(id: string): Promise<void> {
  const eager = await runTiny(tiny(id), eagerExecutor());
  const fast = await runTiny(tiny(id), compiled());
  expect(lossesOf(fast.events)).toHaveLength(8);
  for (const [i, loss] of lossesOf(eager.events).entries()) expect(lossesOf(fast.events)[i]).toBeCloseTo(loss, 3);
  for (const [i, weights] of eager.weights.entries()) {
    for (const [j, weight] of weights.entries()) expect(fast.weights[i]![j]).toBeCloseTo(weight, 1.5);
  }
}

/** Expects that a recipe trains to the same bytes with the same seed, and to others with another. */
export async function expectSameBytes(id: string): Promise<void> {
  const first = await runTiny(tiny(id), compiled());
  const again = await runTiny(tiny(id), compiled());
  const other = await runTiny(tiny(id), compiled(), 2);
  expect(again.weights).toEqual(first.weights);
  expect(lossesOf(again.events)).toEqual(lossesOf(first.events));
  expect(lossesOf(other.events)).not.toEqual(lossesOf(first.events));
}
