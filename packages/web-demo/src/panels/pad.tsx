import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { isEmpty, withPoints, withStroke, type Point } from '../drawing/drawing.js';
import { paintDrawing } from '../drawing/paint.js';
import type { CarryOn, Sheet } from '../drawing/sheet.js';
import { report } from '../state/state.js';
import { useCanvas } from './canvas.js';

interface PadProps {
  readonly sheet: Sheet;
  /** What a screen reader says. */
  readonly label: string;
  /** What is written on an empty pad. Default: that a digit is drawn here. */
  readonly hint?: string;
  /** How many times as wide as high it is. Default: 1, a square. */
  readonly aspect?: number;
  /** What lies on the drawing. */
  readonly children?: ComponentChildren;
}

/** A pad to draw on, with a mouse, a finger or a pen. */
export function Pad({ sheet, label, hint = 'Draw a digit here', aspect = 1, children }: PadProps) {
  const shown = sheet.drawing.value;
  const carryOn = useRef<CarryOn>(() => undefined);
  const canvas = useCanvas(
    (context, ink) => {
      paintDrawing(context, shown, ink).catch(report);
    },
    [shown],
    aspect,
  );
  /** Where the pad is on the page. It is measured once a stroke: for each point, the page would have to be laid out again. */
  const place = useRef({ left: 0, top: 0, side: 1 });
  const pointAt = ({ pageX, pageY }: PointerEvent): Point => {
    const { left, top, side } = place.current;
    return { x: (pageX - left) / side, y: (pageY - top) / side };
  };
  return (
    <div class="pad" data-anchor="pad" style={{ aspectRatio: String(aspect) }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          if (event.button !== 0 || !event.isPrimary) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const { left, top, height } = event.currentTarget.getBoundingClientRect();
          place.current = { left: left + scrollX, top: top + scrollY, side: height };
          carryOn.current = sheet.change(withStroke(sheet.drawing.value, [pointAt(event)]));
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const events = event.getCoalescedEvents();
          const points = (events.length > 0 ? events : [event]).map(pointAt);
          carryOn.current((drawing) => withPoints(drawing, points));
        }}
      />
      {isEmpty(shown) && <p class="hint">{hint}</p>}
      {children}
    </div>
  );
}
