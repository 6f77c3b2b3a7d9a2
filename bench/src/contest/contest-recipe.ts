import { findRecipe } from '@mnist-adder/trainer';
import type { Recipe } from '@mnist-adder/trainer';

/** The learning rate of a contest, whatever the recipe's is: its schedule changes nothing of what a step costs. */
const LEARNING_RATE = 0.001;

interface ContestSettings {
  /** Images a step. Default: the recipe's. */
  readonly batchSize?: number;
  /** Whether activations are dropped; without it every contestant has the same losses. Default: as the recipe says. */
  readonly dropout?: boolean;
}

/** A recipe as every contestant trains it: at a constant rate, and without end. */
export function contestRecipe(id: string, { batchSize, dropout = true }: ContestSettings = {}): Recipe {
  const recipe = findRecipe(id);
  if (recipe === undefined) throw new Error(`There is no recipe ${id}.`);
  const { network, training } = recipe;
  const backbone = 'dropout' in network.backbone && !dropout ? { ...network.backbone, dropout: 0 } : network.backbone;
  return {
    ...recipe,
    network: { ...network, backbone },
    training: {
      ...training,
      epochs: 1_000_000,
      batchSize: batchSize ?? training.batchSize,
      learningRate: { type: 'constant', rate: LEARNING_RATE, warmup: 0 },
    },
  };
}
