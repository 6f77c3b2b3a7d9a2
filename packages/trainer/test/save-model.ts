import { createAdder, parseAdderSpec } from '@mnist-adder/model';
import type { AdderSpecInput } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';

/** A network that is small enough to be made and saved in no time. */
const TINY: AdderSpecInput = {
  backbone: { type: 'small-cnn', filters: [1, 1], embedding: 2 },
  head: { type: 'exact' },
};

/** Saves an untrained model in a folder, on the backend that is active; the model is the caller's to dispose of. */
export async function saveModel(folder: string, seed: number, spec = TINY) {
  const model = createAdder(spec, { seed });
  const metadata = { spec: parseAdderSpec(spec), recipe: null, seed, data: {}, metrics: {}, packageVersion: '0.0.0' };
  await writeAdder(folder, model, metadata);
  return model;
}
