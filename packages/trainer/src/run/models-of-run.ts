import { ArgumentError } from '@mnist-adder/dataset';
import type { Recipe } from '../recipe/recipe.js';
import type { RunConfig } from '../run-directory/run-config.js';
import { pinModel } from '../transfer/pinned-model.js';

/** Saved models that a run learns from. */
export interface ModelFolders {
  /** The directory of the saved model to start from: its backbone, and its head if that is the same. Default: random weights. */
  readonly fromFolder?: string | URL | undefined;
  /**
   * The directories of saved models that teach the run. Only with a recipe that has distillation. Default: the model that it starts
   * from.
   */
  readonly teacherFolders?: readonly (string | URL)[] | undefined;
}

/**
 * Pins the saved models that a run learns from, on the active backend.
 *
 * @throws `ArgumentError` if the recipe needs a model that is not given, or has no use for one that is.
 * @throws `ModelError` if a folder holds no whole saved model.
 */
export async function modelsOfRun(
  { id, training: { distillation, freeze } }: Recipe,
  { fromFolder, teacherFolders }: ModelFolders,
): Promise<Pick<RunConfig, 'from' | 'teachers'>> {
  if (freeze !== undefined && fromFolder === undefined) {
    throw new ArgumentError(
      'from',
      `a saved model: ${id} freezes the backbone, so it has to be trained`,
      undefined,
      'none',
    );
  }
  if (distillation === undefined && teacherFolders !== undefined) {
    throw new ArgumentError('teacher', `none, or training.distillation: ${id} learns from labels`, teacherFolders[0]);
  }
  const folders = teacherFolders ?? (fromFolder === undefined ? [] : [fromFolder]);
  if (distillation !== undefined && folders.length === 0) {
    throw new ArgumentError(
      'teacher',
      `a saved model: ${id} has training.distillation and learns from one`,
      undefined,
      'none',
    );
  }
  return {
    from: fromFolder === undefined ? undefined : await pinModel(fromFolder),
    teachers: distillation === undefined ? undefined : await Promise.all(folders.map(pinModel)),
  };
}
