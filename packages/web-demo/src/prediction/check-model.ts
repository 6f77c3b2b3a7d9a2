import { decodeAdder, hasSum } from '@mnist-adder/model';
import type { AdderFiles } from '@mnist-adder/model';
import { z } from 'zod';
import type { ModelFacts } from './protocol.js';

const recipeSchema = z.object({ id: z.string() });

/**
 * Reads a model that came from outside with every check there is.
 *
 * @throws `SavedModelError` where its files are not whole, do not belong together or are no model of ours.
 */
export async function checkModel(files: AdderFiles, source: string): Promise<ModelFacts> {
  const { model, metadata } = await decodeAdder(files, { source });
  const { recipe, metrics } = metadata;
  const id = recipeSchema.safeParse(recipe).data?.id;
  const facts = {
    recipe: id,
    ...{ parameters: model.countParams(), adds: hasSum(model) },
    ...{ digitAccuracy: metrics.digitAccuracy, sumAccuracy: metrics.sumAccuracy },
  };
  model.dispose();
  return facts;
}
