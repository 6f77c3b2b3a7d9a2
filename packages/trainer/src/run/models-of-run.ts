import { ArgumentError } from '@mnist-adder/dataset';
import type { Recipe } from '../recipe/recipe.js';
import { knowModel } from '../transfer/known-model.js';
import type { RunConfig } from './run-config.js';

/** Saved models that a run is given. */
export interface ModelFolders {
  /** The directory of the saved model that it begins with: its backbone, and its head where that is the same. */
  readonly fromFolder?: string;
  /**
   * Directories of saved models that teach it, where the recipe has distillation, and only there. Default: the model that it begins
   * with.
   */
  readonly teacherFolders?: readonly string[];
}

/**
 * Looks at the saved models that a run learns from, on the backend that is active.
 *
 * @throws `ArgumentError` where the recipe needs one that there is not, or has no use for one that there is.
 * @throws `ModelFolderError` or `SavedModelError` where a folder holds no whole saved model.
 */
export async function modelsOfRun(
  { id, training: { distillation, freeze } }: Recipe,
  { fromFolder, teacherFolders }: ModelFolders,
): Promise<Pick<RunConfig, 'from' | 'teachers'>> {
  if (freeze !== undefined && fromFolder === undefined) {
    throw new ArgumentError(
      'from',
      `a saved model: ${id} leaves the backbone as it is, so it has to be trained`,
      'none',
    );
  }
  if (distillation === undefined && teacherFolders !== undefined) {
    throw new ArgumentError('teacher', `none, or training.distillation: ${id} learns from labels`, teacherFolders[0]);
  }
  const folders = teacherFolders ?? (fromFolder === undefined ? [] : [fromFolder]);
  if (distillation !== undefined && folders.length === 0) {
    throw new ArgumentError('teacher', `a saved model: ${id} has training.distillation and learns from one`, 'none');
  }
  return {
    ...(fromFolder !== undefined && { from: await knowModel(fromFolder) }),
    ...(distillation !== undefined && { teachers: await Promise.all(folders.map(knowModel)) }),
  };
}
