import { oneEpoch } from './one-epoch.js';
import type { RecipeInput } from '../recipe/recipe.js';

/** MNIST addition: images make up numbers, and only the sums of the numbers are known. */
export const addition: RecipeInput = {
  id: 'addition',
  summary: 'learns digits from nothing but the sums of images',
  source: 'the task of DeepProbLog (Manhaeve et al. 2018); the network of one-epoch',
  network: oneEpoch.network,
  task: { type: 'image-sums', digits: 1 },
  data: { validation: 2000 },
  training: {
    epochs: 4,
    // A multiple of the images in a problem of 1, 2, 3, 4, 5, 6, 8, 10, 12, 15 and more digits.
    batchSize: 240,
    optimizer: { type: 'adam', beta1: 0.7, beta2: 0.9 },
    learningRate: { type: 'one-cycle', peak: 0.006 },
    averaging: { decay: 0.99 },
  },
};
