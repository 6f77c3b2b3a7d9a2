import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MODEL_FILE } from '@mnist-adder/model';

/**
 * The directory of a saved model: the one that is given, `model/` in it where it is a run's, or where none is given the one of the
 * model that comes along. Whether there is one is left to whoever reads it.
 *
 * @param folder what a relative path starts from.
 */
export function findModel(given: string | undefined, folder: string): string {
  if (given === undefined) {
    return dirname(fileURLToPath(import.meta.resolve('@mnist-adder/models/adder-small/model.json')));
  }
  const asked = resolve(folder, given);
  const ofRun = join(asked, 'model');
  return !existsSync(join(asked, MODEL_FILE)) && existsSync(ofRun) ? ofRun : asked;
}
