import { EMPTY, isEmpty } from './drawing.js';
import type { Drawing } from './drawing.js';
import type { History } from './history.js';

interface UndoAndClearProps {
  readonly drawn: Drawing;
  readonly history: History;
}

/** The buttons that every drawing has. */
export function UndoAndClear({ drawn, history }: UndoAndClearProps) {
  return (
    <>
      <button type="button" disabled={!history.canUndo.value} onClick={history.undo}>
        Undo
      </button>
      <button
        type="button"
        disabled={isEmpty(drawn)}
        onClick={() => {
          history.change(EMPTY);
        }}
      >
        Clear
      </button>
    </>
  );
}
