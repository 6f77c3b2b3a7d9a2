import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Drawing } from '../drawing/drawing.js';
import { paintPixels } from '../drawing/paint.js';
import type { CarryOn, Sheet } from '../drawing/sheet.js';
import { colours, useCanvas } from './canvas.js';

interface GridEditorProps {
  readonly sheet: Sheet;
  /** The pixels that the network sees of the drawing, [784], 0..255; undefined while they are not known. */
  readonly seen: Uint8Array | undefined;
}

/** A pixel of the grid. */
interface Cell {
  readonly x: number;
  readonly y: number;
}

const INK = 255;
const STEPS: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * A grid of 28 × 28 pixels. Arrow keys move the cursor, and draw with Shift. The space bar and the mouse ink or clear a pixel. A drag is
 * undone at once, and so is all that is drawn while Shift is down.
 */
export function GridEditor({ sheet, seen }: GridEditorProps) {
  const at = useSignal<Cell>({ x: IMAGE_SIDE / 2, y: IMAGE_SIDE / 2 });
  const carryOn = useRef<CarryOn | undefined>(undefined);
  /** What the drag that goes on paints with. */
  const paint = useRef(INK);
  const shown = sheet.drawing.value;
  const pixels = shown.type === 'grid' ? shown.pixels : (seen ?? new Uint8Array(IMAGE_PIXELS));
  const { x, y } = at.value;
  const canvas = useCanvas(
    (context, ink) => {
      paintPixels(context, pixels, ink);
      paintCursor(context, at.value);
    },
    [pixels, at.value],
  );
  const inkAt = (cell: Cell) => pixels[indexOf(cell)]!;
  const opposite = (cell: Cell) => (inkAt(cell) > 0 ? 0 : INK);
  /** Sets a pixel, as a change of its own or as part of the one before. */
  const set = (cell: Cell, value: number) => {
    if (carryOn.current === undefined) carryOn.current = sheet.change(withPixel(pixels, cell, value));
    else carryOn.current((drawing) => (drawing.type === 'grid' ? withPixel(drawing.pixels, cell, value) : drawing));
  };
  const endChange = () => {
    carryOn.current = undefined;
  };
  const cellAt = (event: PointerEvent): Cell => {
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
            endChange();
            set(at.value, opposite(at.value));
            endChange();
          } else {
            return;
          }
          event.preventDefault();
        }}
        onKeyUp={({ key }) => {
          if (key === 'Shift') endChange();
        }}
        onBlur={endChange}
        onPointerDown={(event) => {
          if (event.button !== 0 || !event.isPrimary) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          at.value = cellAt(event);
          paint.current = opposite(at.value);
          endChange();
          set(at.value, paint.current);
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const cell = cellAt(event);
          for (const passed of cellsBetween(at.value, cell)) set(passed, paint.current);
          at.value = cell;
        }}
        onLostPointerCapture={endChange}
      />
    </div>
  );
}

/** The pixels on the way from one to another, without the first one. */
function cellsBetween(from: Cell, to: Cell): Cell[] {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return Array.from({ length: steps }, (_, i) => ({
    x: Math.round(from.x + ((i + 1) / steps) * (to.x - from.x)),
    y: Math.round(from.y + ((i + 1) / steps) * (to.y - from.y)),
  }));
}

const indexOf = ({ x, y }: Cell) => y * IMAGE_SIDE + x;

function withPixel(pixels: Uint8Array, cell: Cell, value: number): Drawing {
  const next = pixels.slice();
  next[indexOf(cell)] = value;
  return { type: 'grid', pixels: next };
}

const clamp = (coordinate: number) => Math.min(IMAGE_SIDE - 1, Math.max(0, coordinate));

function paintCursor(context: CanvasRenderingContext2D, { x, y }: { readonly x: number; readonly y: number }): void {
  const cell = context.canvas.width / IMAGE_SIDE;
  context.strokeStyle = colours.value.cursor;
  context.lineWidth = Math.max(2, cell / 6);
  context.strokeRect(x * cell, y * cell, cell, cell);
}
