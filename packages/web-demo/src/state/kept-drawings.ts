import { decodeDrawing, encodeDrawing } from '../drawing/drawing-code.js';
import { EMPTY, isExample, type Drawing } from '../drawing/drawing.js';
import { pictureUrl, readPictureUrl } from '../drawing/picture-file.js';
import type { Sheet } from '../drawing/sheet.js';

/** Keeps drawings in the browser's tab, where they outlast a reload of the page. */
export interface Keeper {
  readonly keep: (name: string, drawing: Drawing) => void;
  /** Opens a sheet with what was kept, or else with another drawing. Pictures come a moment later. */
  readonly restore: (name: string, sheet: Sheet, otherwise: Drawing) => void;
}

/**
 * @param storage throws an error where the user forbids storage. Then nothing is kept.
 * @param samples the number of samples.
 */
export function createKeeper(storage: () => Storage, samples: number): Keeper {
  const kept = new Map<string, Drawing>();
  const put = (name: string, text: string) => {
    try {
      storage().setItem(name, text);
    } catch {
      // Storage is forbidden or full.
    }
  };
  const get = (name: string): string => {
    try {
      return storage().getItem(name) ?? '';
    } catch {
      return '';
    }
  };
  return {
    keep(name, drawing) {
      if (kept.get(name) === drawing) return;
      kept.set(name, drawing);
      // What was kept before is no longer on the pad, whether or not this drawing can be kept.
      put(name, isExample(drawing) ? '' : (encodeDrawing(drawing) ?? ''));
      if (drawing.type !== 'picture') return;
      pictureUrl(drawing.picture).then(
        (url) => {
          if (kept.get(name) === drawing) put(name, url);
        },
        () => undefined,
      );
    },
    restore(name, sheet, otherwise) {
      const text = get(name);
      const isPicture = text.startsWith('data:');
      const opened = isPicture ? EMPTY : (decodeDrawing(text, samples) ?? otherwise);
      const carryOn = sheet.open(opened);
      kept.set(name, opened);
      if (!isPicture) return;
      readPictureUrl(text).then(
        (picture) => {
          carryOn(() => ({ type: 'picture', picture }));
        },
        () => {
          carryOn(() => otherwise);
        },
      );
    },
  };
}
