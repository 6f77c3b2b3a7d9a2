import type { History } from '../drawing/history.js';
import { readPicture } from '../drawing/picture-file.js';
import { readModelFiles } from '../models/model-files.js';
import { setOwnModel } from './model-in-use.js';
import { addend, notice, report, secondDrawing } from './state.js';

/** Makes the digit keys choose the addend, unless the user is typing in a field or choosing from a list. */
export function followKeys(page: Document): void {
  page.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (!/^[0-9]$/.test(key) || ctrlKey || metaKey || altKey || isField(target)) return;
    secondDrawing.value = undefined;
    addend.value = Number(key);
  });
}

const isField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('select, textarea, input:not([type=radio], [type=checkbox])') !== null;

/** Accepts files that are dropped on the page or pasted into it: a picture goes onto the pad, a model answers. */
export function followFiles(page: Document, history: History): void {
  page.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer, history).catch(report);
  });
  page.addEventListener('paste', (event) => {
    take(event.clipboardData, history).catch(report);
  });
}

async function take(data: DataTransfer | null, history: History): Promise<void> {
  const files = [...(data?.files ?? [])];
  const [first] = files;
  if (first === undefined) return;
  notice.value = undefined;
  if (files.some(({ name }) => /\.(json|bin)$/i.test(name))) {
    await setOwnModel('from files', await readModelFiles(files), 'the files');
  } else {
    history.change({ type: 'picture', picture: await readPicture(first, first.name) });
  }
}
