import { extname } from 'node:path';
import { ExportedModelError, openExportedModel, openPredictor, type ExportedModel } from '@mnist-adder/backends';
import { METADATA_TEXT } from '@mnist-adder/backends/internal';
import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import type { AdderMetadata } from '@mnist-adder/model';
import type { Predictor } from '@mnist-adder/trainer';
import * as z from 'zod/mini';

/** What the command needs to know of a model. */
export type ModelFacts = Pick<AdderMetadata, 'recipe' | 'seed'>;

const factsSchema = z.looseObject({ recipe: z.json(), seed: z.int() });

const classes = (count: number) => [...Array(count).keys()].join(',');

/** What an exported model says about itself: its classes, how an image is prepared, its recipe, its accuracy, and all of its metadata. */
export function exportedTexts(metadata: AdderMetadata): Record<string, string> {
  const { scores, seed, recipe } = metadata;
  const id = typeof recipe === 'object' && recipe !== null && 'id' in recipe ? recipe.id : null;
  return {
    image:
      'float32 [batch, 28, 28, 1], from 0 for the background to 1 for ink; the digit fits in 20 x 20 pixels, and its centre of mass is in the middle, as in MNIST',
    digit: 'float32 [batch, 10], the probability of each class in digit_classes',
    digit_classes: classes(DIGIT_CLASSES),
    digit_accuracy: String(scores.digit.accuracy),
    ...(scores.sum && {
      addend: 'float32 [batch, 10], one-hot: 1 at the number to add, 0 elsewhere',
      sum: 'float32 [batch, 19], the probability of each class in sum_classes',
      sum_classes: classes(SUM_CLASSES),
      sum_accuracy: String(scores.sum.accuracy),
    }),
    ...(typeof id === 'string' && { recipe: id }),
    seed: String(seed),
    [METADATA_TEXT]: JSON.stringify(metadata),
  };
}

/** Whether a path is that of an exported model. */
export const isExported = (path: string): boolean => extname(path).toLowerCase() === '.onnx';

/** Opens an exported model, and reads what it says about itself. */
export async function openExported(
  file: string,
  options: { readonly threads?: number | undefined } = {},
): Promise<{ readonly predictor: ExportedModel; readonly facts: ModelFacts }> {
  const predictor = await openExportedModel(file, options);
  try {
    return { predictor, facts: factsSchema.parse(JSON.parse(predictor.metadata[METADATA_TEXT] ?? '')) };
  } catch (cause) {
    await predictor.dispose();
    throw new ExportedModelError(file, 'does not say what model it is', cause);
  }
}

/** Opens a saved or an exported model to predict. */
export async function openToPredict(
  place: string,
  options: { readonly threads?: number | undefined },
): Promise<{ readonly predictor: Predictor; readonly facts: ModelFacts }> {
  if (isExported(place)) return openExported(place, options);
  const predictor = await openPredictor(place, options);
  return { predictor, facts: predictor.metadata };
}
