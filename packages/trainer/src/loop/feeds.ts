import { createBatches, pair } from '@mnist-adder/dataset';
import type { DigitSet, PairBatch } from '@mnist-adder/dataset';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { createDropoutMasks } from '../step/dropout-masks.js';
import type { InputData } from './executor.js';
import { learningRateAt } from './learning-rate.js';

/** What one step is called with. */
export interface Feed {
  readonly inputs: Record<string, InputData>;
  readonly learningRate: number;
}

/** Everything that the steps of a run are called with. */
export interface Feeds {
  readonly stepsPerEpoch: number;
  readonly addendsPerImage: number;
  /** The inputs of one step: a pure function of the seed and where the step is in the run. */
  at(epoch: number, index: number): Promise<Feed>;
}

/** Makes the batches, learning rates and dropout masks of a run. */
export function createFeeds({
  recipe,
  model,
  digits,
  seed,
}: {
  recipe: Recipe;
  model: LayersModel;
  digits: DigitSet;
  seed: number;
}): Feeds {
  const { epochs, batchSize } = recipe.training;
  const pairs = pair(digits, { pairing: recipe.data.pairing, seed });
  const batches = createBatches(pairs, { batchSize, seed });
  const masks = createDropoutMasks(model, batchSize, seed);
  const steps = epochs * batches.perEpoch;
  return {
    stepsPerEpoch: batches.perEpoch,
    addendsPerImage: pairs.addendsPerImage,
    at(epoch, index) {
      const learningRate = learningRateAt(recipe.training.learningRate, epoch * batches.perEpoch + index, steps);
      const inputs = {
        ...batchInputs(batches.at(epoch, index)),
        learningRate: Float32Array.of(learningRate),
        ...masks(epoch, index),
      };
      return Promise.resolve({ inputs, learningRate });
    },
  };
}

function batchInputs({ images, digits, addends, sums }: PairBatch): Record<string, Int32Array> {
  return {
    image: new Int32Array(images),
    digit: new Int32Array(digits),
    addend: new Int32Array(addends),
    sum: new Int32Array(sums),
  };
}
