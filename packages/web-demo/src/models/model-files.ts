import { MODEL_FILE, WEIGHTS_FILE, type AdderFiles } from '@mnist-adder/model';

/**
 * Finds the two files of a model among the given files, and reads them.
 *
 * @throws `Error` with a message for the user if one is missing.
 */
export async function readModelFiles(given: readonly File[]): Promise<AdderFiles> {
  const [json, weights] = [MODEL_FILE, WEIGHTS_FILE].map((name) => given.find((file) => file.name === name));
  if (json === undefined || weights === undefined) {
    const names = given.map(({ name }) => name).join(', ');
    throw new Error(`A model is two files, ${MODEL_FILE} and ${WEIGHTS_FILE}: choose both at once (found: ${names}).`);
  }
  return { json: await json.text(), weights: new Uint8Array(await weights.arrayBuffer()) };
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
