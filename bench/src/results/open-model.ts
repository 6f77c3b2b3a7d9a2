import { resolve } from 'node:path';
import { DIGIT_CLASSES, IMAGE_PIXELS } from '@mnist-adder/dataset';
import { indexOfMax } from '@mnist-adder/model';
import type { PredictEvery } from '@mnist-adder/model';
import { readAdder } from '@mnist-adder/model/node';
import { selectBackend } from '@mnist-adder/trainer/node';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** A saved model that is measured. */
export interface OpenModel {
  /** The id of the recipe that it was trained by. */
  readonly recipe: string;
  readonly seed: number;
  /** Takes 500 images at most. */
  readonly predict: PredictEvery;
  /** Reads the digit in each of any number of images, [n × 784], 0..255. */
  readonly readDigits: (images: Uint8Array) => Promise<Uint8Array>;
  readonly dispose: () => Promise<void>;
}

const recipeSchema = z.looseObject({ id: z.string() });

/** How many images are predicted at once. */
const BATCH_SIZE = 500;

/**
 * Opens a saved model on the backend that is the fastest here.
 *
 * @param folder from where the command was called.
 */
export async function openModel(folder: string): Promise<OpenModel> {
  tf.enableProdMode();
  const { backend } = await selectBackend('auto');
  const executor = await backend.start();
  const { model, metadata } = await readAdder(resolve(process.env.INIT_CWD ?? '.', folder));
  const predictor = await executor.preparePredictor(model, BATCH_SIZE);
  const { predict } = predictor;
  return {
    ...{ recipe: recipeSchema.parse(metadata.recipe).id, seed: metadata.seed, predict },
    async readDigits(images) {
      const digits = new Uint8Array(images.length / IMAGE_PIXELS);
      for (let start = 0; start < digits.length; start += BATCH_SIZE) {
        const size = Math.min(BATCH_SIZE, digits.length - start);
        const { digit } = await predict(images.subarray(start * IMAGE_PIXELS, (start + size) * IMAGE_PIXELS), size);
        // A model that adds answers for ten pairs an image, and reads the same digit in each.
        const perImage = digit.length / size;
        for (let i = 0; i < size; i++) digits[start + i] = indexOfMax(digit, i * perImage, DIGIT_CLASSES);
      }
      return digits;
    },
    dispose: async () => {
      await predictor.dispose();
      model.dispose();
    },
  };
}
