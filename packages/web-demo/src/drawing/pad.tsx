import type { Signal } from '@preact/signals';
import { report } from '../state.js';
import { isEmpty, withStroke } from './drawing.js';
import type { Drawing, Point } from './drawing.js';
import type { History } from './history.js';
import { paintDrawing } from './paint.js';
import { useCanvas } from './use-canvas.js';

interface PadProps {
  readonly drawing: Signal<Drawing>;
  readonly history: History;
  readonly label: string;
}

/** Where digits are drawn, with a mouse, a finger or a pen. */
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
          extend(drawing, (events.length > 0 ? events : [event]).map(pointAt));
        }}
      />
      {isEmpty(shown) && <p class="hint">Draw a digit here</p>}
    </div>
  );
}

/** Makes the last stroke longer, which is no change of its own. */
function extend(drawing: Signal<Drawing>, points: readonly Point[]): void {
  const current = drawing.value;
  if (current.type !== 'strokes') return;
  const last = current.strokes.at(-1);
  if (last === undefined) return;
  drawing.value = { type: 'strokes', strokes: [...current.strokes.slice(0, -1), [...last, ...points]] };
}
