import { addend, secondDrawing } from '../state.js';

/** Takes the digit keys as the number to add, unless something is being written or chosen. */
export function followKeys(page: Document): void {
  page.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (!/^[0-9]$/.test(key) || ctrlKey || metaKey || altKey || isWriting(target)) return;
    secondDrawing.value = undefined;
    addend.value = Number(key);
  });
}

const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.closest('select, textarea, input:not([type=radio], [type=checkbox])') !== null;
