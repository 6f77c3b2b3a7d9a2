import { readPicture } from '../drawing/picture-file.js';
import { setOwnModel } from './model-in-use.js';
import { activeSheet, chooseAddend, notice, report } from './state.js';

/**
 * Makes keys work everywhere, unless the user is typing in a field or choosing from a list: digits choose the addend, Ctrl+Z or ⌘Z undoes
 * on the pad that was used last, and the same with Shift, or Ctrl+Y, makes it again.
 */
export function followKeys(page: Document): void {
  page.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (altKey || isField(target)) return;
    const hasCommand = ctrlKey || metaKey;
    const letter = key.toLowerCase();
    if (hasCommand && (letter === 'z' || (letter === 'y' && !shiftKey))) {
      event.preventDefault();
      const { undo, redo } = activeSheet.value;
      if (letter === 'z' && !shiftKey) undo();
      else redo();
    } else if (!hasCommand && /^[0-9]$/.test(key)) {
      chooseAddend(Number(key));
    }
  });
}

const isField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('select, textarea, input:not([type=radio], [type=checkbox])') !== null;

/**
 * Accepts files that are dropped on the page or pasted into it: a picture goes onto the pad that it is dropped on or that was used last,
 * a model answers.
 */
export function followFiles(page: Document): void {
  page.addEventListener('dragover', (event) => {
    event.preventDefault();
  });
  page.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer).catch(report);
  });
  page.addEventListener('paste', (event) => {
    take(event.clipboardData).catch(report);
  });
}

async function take(data: DataTransfer | null): Promise<void> {
  const files = [...(data?.files ?? [])];
  const [first] = files;
  if (first === undefined) return;
  notice.value = undefined;
  if (files.some(({ name }) => /\.(json|bin)$/i.test(name))) {
    const { readModelFiles } = await import('../models/model-files.js');
    await setOwnModel('from files', await readModelFiles(files), 'the files');
  } else {
    const sheet = activeSheet.value;
    sheet.change({ type: 'picture', picture: await readPicture(first, first.name) });
  }
}
