import type { Executor } from '../executor/executor.js';
import { openPinnedModel, type PinnedModel } from './pinned-model.js';
import { teacherOf, type Teacher } from './teacher.js';

/** Saved models that are ready to teach. */
export interface OpenTeachers {
  readonly teacher: Teacher;
  /** Frees the models. */
  readonly close: () => Promise<void>;
}

/**
 * Opens saved models to teach.
 *
 * @param batchSize the number of images in a batch.
 * @param temperature divides their logits.
 * @throws `ArgumentError` if one has changed since it was pinned.
 */
export async function openTeachers(
  teachers: readonly PinnedModel[],
  executor: Executor,
  { batchSize, temperature }: { readonly batchSize: number; readonly temperature: number },
): Promise<OpenTeachers> {
  const closing: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.reverse()) await end();
  };
  try {
    const predictors = [];
    for (const pinned of teachers) {
      const { model } = await openPinnedModel(pinned);
      closing.push(() => {
        model.dispose();
      });
      const predictor = await executor.preparePredictor(model, batchSize);
      closing.push(() => predictor.dispose());
      predictors.push(predictor.predict);
    }
    return { teacher: teacherOf(predictors, temperature), close };
  } catch (error) {
    await close();
    throw error;
  }
}
