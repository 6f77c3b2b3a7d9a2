import { createBatches, pair } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { additionBatches } from '../addition/addition-batches.js';
import { dealProblems } from '../addition/deal-problems.js';
import type { Recipe } from '../recipe/recipe.js';
import { createDropoutMasks } from '../step/dropout-masks.js';
import type { Augmenter } from '../augmentation/augmenter.js';
import type { InputData } from './executor.js';
import { learningRateAt } from './learning-rate.js';
import type { Answers } from './metrics.js';

/** What one step is called with, but for what a teacher says of the images. */
export interface Feed {
  readonly inputs: Record<string, InputData>;
  /** The images that are in the inputs, [batch × 784] bytes. */
  readonly images: Uint8Array;
  readonly learningRate: number;
}

/** Everything that the steps of a run are called with. */
export interface Feeds {
  readonly stepsPerEpoch: number;
  /** How many digits and how many sums a step is scored on. */
  readonly answers: Answers;
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
  const batches = labelledBatches(recipe, digits, seed);
  const masks = createDropoutMasks(model, batchSize, seed);
  const steps = epochs * batches.perEpoch;
  return {
    stepsPerEpoch: batches.perEpoch,
    answers: batches.answers,
    async at(epoch, index) {
      const { images, labels } = batches.at(epoch, index);
      // Begun before the masks are drawn: on another thread both go on at once.
      const augmented = augmenter?.augment(images, epoch, index);
      const dropout = masks(epoch, index);
      const learningRate = learningRateAt(
        recipe.training.learningRate,
        epoch * batches.perEpoch + index,
        steps,
        batches.perEpoch,
      );
      const shown = augmented === undefined ? images : await augmented;
      const inputs = {
        image: new Int32Array(shown),
        ...labels,
        learningRate: Float32Array.of(learningRate),
        ...dropout,
      };
      return { inputs, learningRate, images: shown };
    },
  };
}

interface Batches {
  readonly perEpoch: number;
  readonly answers: Answers;
  at(epoch: number, index: number): { readonly images: Uint8Array; readonly labels: Record<string, Int32Array> };
}

/** The batches of a recipe: images, and what there is to know of them. */
function labelledBatches({ data, training: { batchSize } }: Recipe, digits: DigitSet, seed: number): Batches {
  if (data.pairing === 'images') {
    const problems = dealProblems(digits, data.digits!, seed);
    const batches = additionBatches(problems, batchSize, seed);
    return {
      perEpoch: batches.perEpoch,
      answers: { digits: batchSize, sums: batchSize / (2 * data.digits!) },
      at(epoch, index) {
        const batch = batches.at(epoch, index);
        return {
          images: batch.images,
          labels: { digit: new Int32Array(batch.digits), sum: new Int32Array(batch.sums) },
        };
      },
    };
  }
  const pairs = pair(digits, { pairing: data.pairing, seed });
  const batches = createBatches(pairs, { batchSize, seed });
  const answers = batchSize * Math.max(1, pairs.addendsPerImage);
  return {
    perEpoch: batches.perEpoch,
    answers: { digits: answers, sums: answers },
    at(epoch, index) {
      const batch = batches.at(epoch, index);
      const labels = {
        digit: new Int32Array(batch.digits),
        addend: new Int32Array(batch.addends),
        sum: new Int32Array(batch.sums),
      };
      return { images: batch.images, labels };
    },
  };
}
