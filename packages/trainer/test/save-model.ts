import { createAdder, parseAdderSpec, type AdderMetadataInput, type AdderSpec } from '@mnist-adder/model';
import { writeAdder } from '@mnist-adder/model/node';

/** A network that is small enough to be built and saved in no time. */
const TINY = parseAdderSpec({
  backbone: { type: 'small-cnn', filters: [1, 1], embedding: 2 },
  head: { type: 'exact' },
});

/** Saves an untrained model in a folder, on the active backend. The caller disposes of the model. */
export async function saveModel(folder: string, seed: number, spec: AdderSpec = TINY) {
  const model = createAdder(spec, { seed });
  const scores = { pairs: 1, loss: 2, digit: { accuracy: 0, loss: 2 } };
  const metadata: AdderMetadataInput = { spec, recipe: null, seed, data: {}, scores, packageVersion: '0.0.0' };
  await writeAdder(folder, model, metadata);
  return model;
}
