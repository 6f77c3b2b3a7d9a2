import { findRecipe, recipeSchema } from '@mnist-adder/trainer';
import type { Recipe } from '@mnist-adder/trainer';
import type { Head } from './head-results.js';

/** Long enough for every curve to bend. */
const EPOCHS = 2;

/** `adder-fast` with another head, and with one addend an image, so that every head sees the same pairs. */
export function headRecipe(head: Head): Recipe {
  const { network, training, ...rest } = findRecipe('adder-fast')!;
  return recipeSchema.parse({
    ...rest,
    id: `head-${head}`,
    summary: `adder-fast with the head ${head}, one addend an image, ${EPOCHS} epochs`,
    network: { ...network, head: { type: head } },
    data: { ...rest.data, pairing: 'fresh' },
    training: { ...training, epochs: EPOCHS },
  });
}
