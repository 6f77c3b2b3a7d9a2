import type { Signal } from '@preact/signals';
import { EMPTY, isEmpty, withPoints, withStroke, type Drawing, type Point } from '../drawing/drawing.js';
import type { History } from '../drawing/history.js';
import { paintDrawing } from '../drawing/paint.js';
import { report } from '../state/state.js';
import { useCanvas } from './canvas.js';

interface PadProps {
  readonly drawing: Signal<Drawing>;
  readonly history: History;
  /** What a screen reader says. */
  readonly label: string;
}

/** The pad to draw a digit on, with a mouse, a finger or a pen. */
export function Pad({ drawing, history, label }: PadProps) {
  const shown = drawing.value;
  const canvas = useCanvas(
    (context, ink) => {
      paintDrawing(context, shown, ink).catch(report);
    },
    [shown],
  );
  const pointAt = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          if (event.button !== 0 || !event.isPrimary) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          history.change(withStroke(drawing.value, [pointAt(event)]));
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const events = event.getCoalescedEvents();
          // Not a change of its own: undo takes back whole strokes.
          drawing.value = withPoints(drawing.value, (events.length > 0 ? events : [event]).map(pointAt));
        }}
      />
      {isEmpty(shown) && <p class="hint">Draw a digit here</p>}
    </div>
  );
}

interface UndoAndClearProps {
  readonly drawn: Drawing;
  readonly history: History;
}

/** The buttons of every pad. */
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
