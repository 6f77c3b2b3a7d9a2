import { readPicture } from '../drawing/picture-file.js';
import type { History } from '../drawing/history.js';
import { notice, report } from '../state.js';
import { readModelFiles, takeModel } from './own-model.js';

/** Takes what is dropped on the page or pasted into it: a picture onto the pad, a model's files into use. */
export function takeFiles(page: Document, history: History): void {
  page.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])], history).catch(report);
  });
  page.addEventListener('paste', (event) => {
    take([...(event.clipboardData?.files ?? [])], history).catch(report);
  });
}

async function take(files: readonly File[], history: History): Promise<void> {
  if (files.length === 0) return;
  notice.value = undefined;
  const [first] = files;
  if (files.some(({ name }) => /\.(json|bin)$/i.test(name))) {
    await takeModel('from files', await readModelFiles(files), 'the files');
  } else {
    history.change({ type: 'picture', picture: await readPicture(first!, first!.name) });
  }
}
