import { MODEL_FILE, WEIGHTS_FILE } from '@mnist-adder/model';
import type { AdderFiles } from '@mnist-adder/model';

/** Has the browser download the two files of a model. */
export function downloadModel({ json, weights }: AdderFiles): void {
  download(MODEL_FILE, new Blob([json], { type: 'application/json' }));
  download(WEIGHTS_FILE, new Blob([weights], { type: 'application/octet-stream' }));
}

function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken hold of the content by then.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
