import type { AdderFiles } from '@mnist-adder/model';
import { batch } from '@preact/signals';
import { bundledModel, bundledSource, type ModelSource } from '../models/bundled-models.js';
import { head, ownModel, predictor, secondDrawing, usesOwnModel } from './state.js';

/** The name under which the user's own model is open. */
const OWN = 'own';

/** The model that answers. Two drawings are added by the exact head, because only that one adds digits that are uncertain. */
export function modelInUse(): ModelSource {
  const own = ownModel.value;
  if (usesOwnModel.value && own !== undefined) return { name: OWN, files: () => Promise.resolve(own.files) };
  return bundledSource(bundledModel(secondDrawing.value === undefined ? head.value : 'exact'));
}

/**
 * Checks a model that was trained in the page, was kept in the browser, or came from files, and lets it answer.
 *
 * @param source where it came from, for error messages.
 * @throws `Error` with a message for the user if it is damaged or not a model of mnist-adder. Then the model before stays in use.
 */
export async function setOwnModel(name: string, files: AdderFiles, source: string): Promise<void> {
  const running = predictor.value;
  if (running === undefined) throw new Error('The network is still loading: try again in a moment.');
  const facts = await running.check(files, source);
  running.close(OWN);
  batch(() => {
    ownModel.value = { name, files, facts };
    usesOwnModel.value = true;
  });
}
