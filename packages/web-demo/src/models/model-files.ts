import { MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from '@mnist-adder/model';
import { weightsFiles } from '@mnist-adder/model/internal';
import { inPlainWords } from './plain-error.js';

/** The maximum size of the file that describes a model. */
const MAX_JSON_BYTES = 16e6;

/**
 * Finds the files of a model among the given files, and reads them: `model.json`, or the only JSON file, and the files with weights that
 * it names.
 *
 * @throws `Error` with a message for the user if one is missing, or the JSON file is no model of TensorFlow.js.
 */
export async function readModelFiles(given: readonly File[]): Promise<AdderFiles> {
  const all = given.map(({ name }) => name).join(', ');
  const described = given.filter(({ name }) => name.endsWith('.json'));
  const json = described.find(({ name }) => name === MODEL_FILE) ?? (described.length === 1 ? described[0] : undefined);
  if (json === undefined) {
    throw new Error(
      `A model is ${MODEL_FILE} and the files with its weights, such as ${WEIGHTS_FILE}: choose all at once (found: ${all}).`,
    );
  }
  if (json.size > MAX_JSON_BYTES)
    throw new Error(`${json.name} has more than 16 MB: choose a file that describes a model.`);
  const text = await json.text();
  const { paths, sizeBytes } = weightsOf(text, json.name);
  const files = paths.map((path) => given.find(({ name }) => name === path));
  const missing = paths.filter((_, i) => files[i] === undefined);
  if (missing.length > 0) {
    throw new Error(`${json.name} has its weights in ${paths.join(', ')}: choose all at once (found: ${all}).`);
  }
  // What is larger is not read whole to be refused.
  const weights = await new Blob(files.flatMap((file) => file ?? [])).slice(0, sizeBytes + 1).arrayBuffer();
  return { json: text, weights: new Uint8Array(weights) };
}

function weightsOf(text: string, name: string): ReturnType<typeof weightsFiles> {
  try {
    return weightsFiles(text, name);
  } catch (error) {
    throw inPlainWords(error);
  }
}

/** Lets the browser download the two files of a model. */
export function downloadModel({ json, weights }: AdderFiles): void {
  download(MODEL_FILE, new Blob([json], { type: 'application/json' }));
  download(WEIGHTS_FILE, new Blob([weights], { type: 'application/octet-stream' }));
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // By then the browser has the content.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
