import type { AdderFiles } from '@mnist-adder/model';
import { batch } from '@preact/signals';
import { bundledModel, bundledSource, type ModelSource } from '../models/bundled-models.js';
import { head, ownModel, predictor, secondDrawing, switchedOff, usesOwnModel, type OwnModel } from './state.js';

/** The name under which the user's own model is open. */
const OWN = 'own';

/** The source of the user's own model. */
export const ownSource = ({ files }: OwnModel): ModelSource => ({ name: OWN, files: () => Promise.resolve(files) });

/**
 * The model that answers, with the channels that are switched off. Two drawings are added by the exact head, because only that one adds
 * digits that are uncertain.
 */
export function modelInUse(): ModelSource {
  const source = soundModel();
  const off = switchedOff.value;
  const isSound = Object.values(off).every((channels) => channels.length === 0);
  return isSound ? source : { ...source, name: `${source.name}, broken`, off };
}

function soundModel(): ModelSource {
  const own = ownModel.value;
  if (usesOwnModel.value && own !== undefined) return ownSource(own);
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
