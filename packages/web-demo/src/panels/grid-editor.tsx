import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { useSignal, type Signal } from '@preact/signals';
import type { Drawing } from '../drawing/drawing.js';
import type { History } from '../drawing/history.js';
import { paintPixels } from '../drawing/paint.js';
import { answer } from '../state/state.js';
import { colours, useCanvas } from './canvas.js';

interface GridEditorProps {
  readonly drawing: Signal<Drawing>;
  readonly history: History;
}

const INK = 255;
const STEPS: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * A grid of 28 × 28 pixels. Arrow keys move the cursor, and draw with Shift. The space bar and the mouse ink or clear a pixel.
 */
export function GridEditor({ drawing, history }: GridEditorProps) {
  const at = useSignal({ x: IMAGE_SIDE / 2, y: IMAGE_SIDE / 2 });
  const shown = drawing.value;
  const pixels = shown.type === 'grid' ? shown.pixels : (answer.value?.image.pixels ?? new Uint8Array(IMAGE_PIXELS));
  const { x, y } = at.value;
  const canvas = useCanvas(
    (context, ink) => {
      paintPixels(context, pixels, ink);
      paintCursor(context, at.value);
    },
    [pixels, at.value],
  );
  const set = (cell: { readonly x: number; readonly y: number }, value: number) => {
    const next = pixels.slice();
    next[cell.y * IMAGE_SIDE + cell.x] = value;
    history.change({ type: 'grid', pixels: next });
  };
  const inkAt = (cell: { readonly x: number; readonly y: number }) => pixels[cell.y * IMAGE_SIDE + cell.x]!;
  const cellAt = (event: PointerEvent) => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    return {
      x: clamp(Math.floor(((event.clientX - left) / width) * IMAGE_SIDE)),
      y: clamp(Math.floor(((event.clientY - top) / height) * IMAGE_SIDE)),
    };
  };
  return (
    <div class="pad">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription="grid of 28 by 28 pixels"
        aria-label={`Row ${y + 1}, column ${x + 1}: ${inkAt(at.value) > 0 ? 'ink' : 'empty'}. Arrow keys move, with Shift they draw, the space bar inks or clears.`}
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          if (step !== undefined) {
            at.value = { x: clamp(x + step[0]), y: clamp(y + step[1]) };
            if (event.shiftKey) set(at.value, INK);
          } else if (event.key === ' ') {
            set(at.value, inkAt(at.value) > 0 ? 0 : INK);
          } else {
            return;
          }
          event.preventDefault();
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          at.value = cellAt(event);
          set(at.value, inkAt(at.value) > 0 ? 0 : INK);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const cell = cellAt(event);
          const value = inkAt(at.value);
          if (inkAt(cell) !== value) set(cell, value);
          at.value = cell;
        }}
      />
    </div>
  );
}

const clamp = (coordinate: number) => Math.min(IMAGE_SIDE - 1, Math.max(0, coordinate));

function paintCursor(context: CanvasRenderingContext2D, { x, y }: { readonly x: number; readonly y: number }): void {
  const cell = context.canvas.width / IMAGE_SIDE;
  context.strokeStyle = colours.value.cursor;
  context.lineWidth = Math.max(2, cell / 6);
  context.strokeRect(x * cell, y * cell, cell, cell);
}
