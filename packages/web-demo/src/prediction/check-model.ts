import { decodeAdder, type AdderFiles } from '@mnist-adder/model';
import * as z from 'zod/mini';
import { inPlainWords } from '../models/plain-error.js';
import type { ModelFacts } from './protocol.js';

const recipeSchema = z.object({ id: z.string() });

/**
 * Checks a model from outside the page. It loads the layers of TensorFlow.js and the schemas, which nothing else here needs.
 *
 * @throws `Error` with a message for the user if its files are damaged, do not belong together or are not a model of mnist-adder.
 */
export async function checkModel(files: AdderFiles, source: string): Promise<ModelFacts> {
  const { model, metadata } = await decodeAdder(files, { source }).catch((error: unknown) => {
    throw inPlainWords(error);
  });
  const { recipe, scores } = metadata;
  const parameters = model.countParams();
  model.dispose();
  return { recipe: recipeSchema.safeParse(recipe).data?.id, parameters, scores };
}
