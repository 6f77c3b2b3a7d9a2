import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { changeSettings, createFeeds, createTrainingStep, findRecipe } from '@mnist-adder/trainer';
import type { Backend } from '@mnist-adder/backends';
import * as tf from '@tensorflow/tfjs-core';

/** That are measured, after a first step that does not count. */
const SECONDS = 3;

const BATCH_SIZE = 256;
/** In plain JavaScript a batch of the usual size takes more than a minute. */
const SLOW = { name: 'cpu', batchSize: 16 };

/** Trains `adder-fast` for a few seconds. @returns images a second. */
export async function measureBackend(backend: Backend, now: () => number): Promise<number> {
  const batchSize = backend.name === SLOW.name ? SLOW.batchSize : BATCH_SIZE;
  const recipe = changeSettings(findRecipe('adder-fast')!, [{ path: 'training.batchSize', value: String(batchSize) }]);
  const { train } = await readMnist();
  const executor = await backend.start();
  const model = createAdder(recipe.network, { seed: 1 });
  const feeds = createFeeds({ recipe, model, digits: firstOf(train, 16 * batchSize), seed: 1 });
  const step = createTrainingStep(model, recipe);
  const prepared = await executor.prepareStep(step);
  try {
    const run = async (index: number) => prepared.run((await feeds.at(0, index % feeds.stepsPerEpoch)).inputs);
    await run(0);
    const start = now();
    let steps = 0;
    while (now() - start < SECONDS) await run(++steps);
    return (steps * batchSize) / (now() - start);
  } finally {
    await prepared.dispose();
    model.dispose();
    await tf.setBackend('cpu');
  }
}

const firstOf = ({ images, labels }: DigitSet, size: number): DigitSet => ({
  ...{ images: images.subarray(0, size * IMAGE_PIXELS), labels: labels.subarray(0, size), size },
});
