import { EMPTY, isEmpty } from '../drawing/drawing.js';
import type { Sheet } from '../drawing/sheet.js';

/** The buttons that take back the last change of a sheet, and all that is drawn on it. */
export function UndoAndClear({ sheet }: { readonly sheet: Sheet }) {
  return (
    <>
      <button type="button" disabled={!sheet.canUndo.value} onClick={sheet.undo}>
        Undo
      </button>
      <button
        type="button"
        disabled={isEmpty(sheet.drawing.value)}
        onClick={() => {
          sheet.change(EMPTY);
        }}
      >
        Clear
      </button>
    </>
  );
}
