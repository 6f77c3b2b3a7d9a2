import { MODEL_FILE, WEIGHTS_FILE } from '@mnist-adder/model';
import type { AdderFiles } from '@mnist-adder/model';
import { batch } from '@preact/signals';
import { ownModel, predictor, usesOwnModel } from '../state.js';
import { OWN } from './model-in-use.js';

/**
 * Has a model answer that was trained in the page, was kept, or came from a file.
 *
 * @param source where it came from, for what is said of a file that is not whole.
 * @throws `Error` where it is no whole model of ours; the model before stays.
 */
export async function takeModel(name: string, files: AdderFiles, source: string): Promise<void> {
  const running = predictor.value;
  if (running === undefined) throw new Error('The network is still being loaded: try again in a moment.');
  const facts = await running.check(files, source);
  running.close(OWN);
  batch(() => {
    ownModel.value = { name, files, facts };
    usesOwnModel.value = true;
  });
}

/**
 * Finds the two files of a model among those that were given.
 *
 * @throws `Error` where one of them is missing.
 */
export async function readModelFiles(given: readonly File[]): Promise<AdderFiles> {
  const [json, weights] = [MODEL_FILE, WEIGHTS_FILE].map((name) => given.find((file) => file.name === name));
  if (json === undefined || weights === undefined) {
    const names = given.map(({ name }) => name).join(', ');
    throw new Error(`A model is two files, ${MODEL_FILE} and ${WEIGHTS_FILE}: give both at once (found: ${names}).`);
  }
  return { json: await json.text(), weights: new Uint8Array(await weights.arrayBuffer()) };
}
