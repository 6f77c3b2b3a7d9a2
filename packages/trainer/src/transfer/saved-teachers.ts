import type { Executor } from '../loop/executor.js';
import { openKnownModel } from './known-model.js';
import type { KnownModel } from './known-model.js';
import { teacherOf } from './teacher.js';
import type { Teacher } from './teacher.js';

/** Saved models at work. */
export interface OpenTeachers {
  readonly teacher: Teacher;
  readonly close: () => Promise<void>;
}

/**
 * Makes saved models ready to teach.
 *
 * @param batchSize how many images they are asked about at once.
 * @param temperature what their logits are divided by.
 * @throws `ArgumentError` where one is no longer the one that is known.
 */
export async function openTeachers(
  teachers: readonly KnownModel[],
  executor: Executor,
  { batchSize, temperature }: { readonly batchSize: number; readonly temperature: number },
): Promise<OpenTeachers> {
  const closing: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const end of closing.reverse()) await end();
  };
  try {
    const predictors = [];
    for (const known of teachers) {
      const { model } = await openKnownModel(known);
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
