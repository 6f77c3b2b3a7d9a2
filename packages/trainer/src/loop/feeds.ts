import { createBatches, pair } from '@mnist-adder/dataset';
import type { DigitSet, PairBatch } from '@mnist-adder/dataset';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Recipe } from '../recipe/recipe.js';
import { createDropoutMasks } from '../step/dropout-masks.js';
import type { Augmenter } from '../augmentation/augmenter.js';
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

/** What a run is fed from. */
export interface FeedOptions {
  readonly recipe: Recipe;
  readonly model: LayersModel;
  readonly digits: DigitSet;
  readonly seed: number;
  /** Changes the images at random. Default: they stay as they are. */
  readonly augmenter?: Augmenter;
}

/** Makes the batches, learning rates and dropout masks of a run. */
export function createFeeds({ recipe, model, digits, seed, augmenter }: FeedOptions): Feeds {
  const { epochs, batchSize } = recipe.training;
  const pairs = pair(digits, { pairing: recipe.data.pairing, seed });
  const batches = createBatches(pairs, { batchSize, seed });
  const masks = createDropoutMasks(model, batchSize, seed);
  const steps = epochs * batches.perEpoch;
  return {
    stepsPerEpoch: batches.perEpoch,
    addendsPerImage: pairs.addendsPerImage,
    async at(epoch, index) {
      const batch = batches.at(epoch, index);
      const labels = labelInputs(batch);
      // Begun before the masks are drawn: on another thread both go on at once.
      const augmented = augmenter?.augment(batch.images, epoch, index);
      const dropout = masks(epoch, index);
      const learningRate = learningRateAt(
        recipe.training.learningRate,
        epoch * batches.perEpoch + index,
        steps,
        batches.perEpoch,
      );
      const inputs = {
        image: new Int32Array(augmented === undefined ? batch.images : await augmented),
        ...labels,
        learningRate: Float32Array.of(learningRate),
        ...dropout,
      };
      return { inputs, learningRate };
    },
  };
}

function labelInputs({ digits, addends, sums }: PairBatch): Record<string, Int32Array> {
  return {
    digit: new Int32Array(digits),
    addend: new Int32Array(addends),
    sum: new Int32Array(sums),
  };
}
