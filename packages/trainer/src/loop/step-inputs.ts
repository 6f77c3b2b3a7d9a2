import type { DigitSet } from '@mnist-adder/dataset';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Augmenter } from '../augmentation/inline-augmenter.js';
import type { InputData } from '../executor/executor.js';
import type { Recipe } from '../recipe/recipe.js';
import { createDropoutMasks } from '../step/dropout-masks.js';
import { createTask } from '../task/create-task.js';
import { learningRateAt } from './learning-rate.js';

/** The inputs of one step, except for a teacher's digits. */
export interface PreparedInputs {
  /** Elements by input name. */
  readonly inputs: Readonly<Record<string, InputData>>;
  /** The images among the inputs, [batchSize × 784], 0..255. */
  readonly images: Uint8Array;
  readonly learningRate: number;
}

/** The inputs of all steps of a run. */
export interface StepInputs {
  readonly stepsPerEpoch: number;
  /** Prepares the inputs of one step. They are a pure function of the seed and the step's place in the run. */
  at(epoch: number, index: number): Promise<PreparedInputs>;
}

/** What the inputs of a run's steps are made of. */
export interface StepInputOptions {
  readonly recipe: Pick<Recipe, 'task' | 'training'>;
  readonly model: LayersModel;
  /** The training set. */
  readonly digits: DigitSet;
  readonly seed: number;
  /** Changes the images at random. Default: they stay as they are. */
  readonly augmenter?: Augmenter | undefined;
}

/** Creates the batches, learning rates and dropout masks of a run. */
export function createStepInputs({ recipe, model, digits, seed, augmenter }: StepInputOptions): StepInputs {
  const { epochs, batchSize, learningRate: schedule } = recipe.training;
  const batches = createTask(recipe).batches(digits, seed);
  const masks = createDropoutMasks(model, batchSize, seed);
  const { perEpoch } = batches;
  return {
    stepsPerEpoch: perEpoch,
    async at(epoch, index) {
      const { images, labels } = batches.at(epoch, index);
      // Started before the masks are drawn: on another thread both go on at once.
      const augmented = augmenter?.augment(images, epoch, index);
      const dropout = masks(epoch, index);
      const learningRate = learningRateAt(schedule, epoch * perEpoch + index, epochs * perEpoch, perEpoch);
      const shown = augmented === undefined ? images : await augmented;
      return {
        inputs: {
          image: new Int32Array(shown),
          ...labels,
          learningRate: Float32Array.of(learningRate),
          ...dropout,
        },
        images: shown,
        learningRate,
      };
    },
  };
}
