import type { Backend } from '@mnist-adder/backends';
import { firstImages } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import { createAdder } from '@mnist-adder/model';
import { findRecipe } from '@mnist-adder/trainer';
import { createStepInputs, createTrainingStep } from '@mnist-adder/trainer/internal';
import { changeSettings } from '@mnist-adder/trainer/internal/recipes';
import * as tf from '@tensorflow/tfjs-core';

/** Seconds to measure, after a first step that does not count. */
const SECONDS = 3;

const BATCH_SIZE = 256;
/** In plain JavaScript a batch of the usual size takes more than a minute. */
const CPU_BATCH_SIZE = 16;

/** Trains `adder-fast` for a few seconds. @returns images per second. */
export async function measureBackend(backend: Backend, now: () => number): Promise<number> {
  const batchSize = backend.name === 'cpu' ? CPU_BATCH_SIZE : BATCH_SIZE;
  const recipe = changeSettings(findRecipe('adder-fast'), [{ path: 'training.batchSize', value: String(batchSize) }]);
  const { train } = await readMnist();
  const executor = await backend.start();
  const model = createAdder(recipe.network, { seed: 1 });
  const inputs = createStepInputs({ recipe, model, digits: firstImages(train, 16 * batchSize), seed: 1 });
  const step = await executor.prepareStep(createTrainingStep(model, recipe));
  try {
    const run = async (index: number) => step.run((await inputs.at(0, index % inputs.stepsPerEpoch)).inputs);
    await run(0);
    const start = now();
    let steps = 0;
    while (now() - start < SECONDS) await run(++steps);
    return (steps * batchSize) / (now() - start);
  } finally {
    await step.dispose();
    model.dispose();
    await tf.setBackend('cpu');
  }
}
