import type { BundledRecipe } from 'virtual:bundled-recipes';
import type { TrainingOrder } from '../training/protocol.js';
import { rateOf, rateSetting } from './fields.js';

/** The learning rate that was ordered: the largest one, if it changes over the run. */
export function rateOfOrder({ settings }: Pick<TrainingOrder, 'settings'>, recipe: BundledRecipe): number {
  const { peak, rate } = (settings.training?.learningRate ?? {}) as { readonly peak?: number; readonly rate?: number };
  return peak ?? rate ?? rateOf(recipe);
}

/** An order with another learning rate or number of epochs; the same object if neither is another. */
export function changedOrder(
  order: TrainingOrder,
  recipe: BundledRecipe,
  { rate, epochs }: { readonly rate: number; readonly epochs: number },
): TrainingOrder {
  const isSameRate = rate === rateOfOrder(order, recipe);
  if (isSameRate && epochs === order.epochs) return order;
  if (isSameRate) return { ...order, epochs };
  const { settings } = order;
  const training = { ...settings.training, learningRate: rateSetting(recipe, rate) };
  return { ...order, epochs, settings: { ...settings, training } };
}
