import { exactSmall } from './exact-small.js';
import type { RecipeInput } from '../recipe/recipe.js';

/** Four narrow networks in one. Each learns independently. */
export const exactBest: RecipeInput = {
  id: 'exact-best',
  summary: 'the most accurate: four narrow networks in one, averaged',
  source: 'the network of exact-small, narrower, in columns as in Cireșan, Meier & Schmidhuber 2012',
  network: {
    backbone: { type: 'vgg', filters: [20, 48, 48], convolutions: [1, 1, 2], embedding: 40, columns: 4 },
    head: { type: 'exact' },
  },
  task: exactSmall.task,
  data: exactSmall.data,
  training: {
    ...exactSmall.training,
    epochs: 20,
    columns: 'independent',
    learningRate: { type: 'one-cycle', peak: 0.1 },
    augmentation: { shift: 3, rotation: 15, scale: [0.8, 1.2], shear: 10 },
  },
};
