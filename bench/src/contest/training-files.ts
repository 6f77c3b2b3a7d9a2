import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBatches, IMAGE_SIDE, pair, splitDigits } from '@mnist-adder/dataset';
import type { DigitSet } from '@mnist-adder/dataset';
import { createAdder, variableOf } from '@mnist-adder/model';
import type { Recipe } from '@mnist-adder/trainer';
import { encodeNpy } from './npy.js';
import { SEED } from './training-run.js';

/**
 * Writes down what a peer trains with: `settings.json`, the images in the order of our first epoch with their digits and, where
 * each has one, their addends, and in `weights/` our initial weights, `<layer>.<weight>.npy`, as TensorFlow.js lays them out.
 */
export async function writeTrainingFiles(folder: string, recipe: Recipe, digits: DigitSet): Promise<void> {
  const { network, data, training } = recipe;
  if (data.pairing === 'images') throw new Error('No peer learns from the sums of images.');
  const { batchSize, optimizer, learningRate } = training;
  const pairs = pair(splitDigits(digits, { validation: data.validation }).train, { pairing: data.pairing, seed: SEED });
  const batches = [...createBatches(pairs, { batchSize, seed: SEED }).epoch(0)];
  const all = (part: 'images' | 'digits' | 'addends') => Buffer.concat(batches.map((batch) => batch[part]));
  const size = batches.length * batchSize;

  mkdirSync(join(folder, 'weights'), { recursive: true });
  const write = (name: string, ...array: Parameters<typeof encodeNpy>) => {
    writeFileSync(join(folder, `${name}.npy`), encodeNpy(...array));
  };
  write('images', [size, IMAGE_SIDE, IMAGE_SIDE], all('images'));
  write('digits', [size], all('digits'));
  if (pairs.addendsPerImage === 1) write('addends', [size], all('addends'));
  const settings = {
    recipe: recipe.id,
    batchSize,
    optimizer,
    learningRate,
    normalization: network.normalization,
    dropout: 'dropout' in network.backbone ? network.backbone.dropout : 0,
  };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));

  const model = createAdder(network, { seed: SEED });
  for (const weight of model.weights) {
    const variable = variableOf(weight);
    write(`weights/${weight.originalName.replace('/', '.')}`, variable.shape, await variable.data<'float32'>());
  }
  model.dispose();
}
