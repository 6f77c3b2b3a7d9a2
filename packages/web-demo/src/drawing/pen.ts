import type { Stroke } from './drawing.js';

/** The width of the pad's pen as a fraction of its side: in a digit that fills the pad, strokes are as wide as MNIST's. */
const PEN = 0.085;

/** The longer side of a drawing, as a fraction of the pad's side, below which the pad's pen would fill it in. */
const SMALL = 0.5;
/** The pen shrinks no further, so that a dot stays a dot. */
const SMALLEST = 0.1;

/**
 * The width of the pen that strokes are drawn with for the network, as a fraction of the pad's side. In a small drawing it shrinks with the
 * drawing, as a person writes small digits with a fine pen: the pad's own would close their loops.
 */
export function penFor(strokes: readonly Stroke[]): number {
  const points = strokes.flat();
  const extent = (coordinates: readonly number[]) => {
    const [min, max] = coordinates.reduce(
      ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
      [Infinity, -Infinity],
    );
    return max - min;
  };
  const size = Math.max(SMALLEST, extent(points.map(({ x }) => x)), extent(points.map(({ y }) => y)));
  return PEN * Math.min(1, size / SMALL);
}

/** The strokes of a canvas that are finished, painted once and for all while the last one grows. */
interface Finished {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly strokes: readonly Stroke[];
  readonly side: number;
  readonly pen: number;
  readonly colour: CanvasRenderingContext2D['strokeStyle'];
}

const finishedOf = new WeakMap<CanvasRenderingContext2D, Finished>();

/**
 * Draws smooth strokes on an empty canvas: quadratic Bézier curves between the midpoints of neighbouring points, with the points themselves
 * as control points. However many there are, only the last stroke and those that are new since the last time are drawn.
 *
 * @param side the side of the pad in pixels: the height of the canvas.
 * @param pen the width of the pen as a fraction of the side.
 */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  side: number,
  pen = PEN,
): void {
  const finished = strokes.slice(0, -1);
  if (finished.length > 0) context.drawImage(layerOf(context, finished, side, pen).canvas, 0, 0);
  const last = strokes.at(-1);
  if (last !== undefined) drawStroke(context, last, side, pen);
}

function layerOf(context: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number, pen: number) {
  const colour = context.strokeStyle;
  const before = finishedOf.get(context);
  const isContinued =
    before?.side === side &&
    before.pen === pen &&
    before.colour === colour &&
    before.strokes.every((stroke, i) => stroke === strokes[i]);
  const layer = isContinued
    ? before.context
    : // The network's picture is read back from the processor's memory, and so are its finished strokes.
      new OffscreenCanvas(context.canvas.width, context.canvas.height).getContext('2d', {
        willReadFrequently: context.getContextAttributes().willReadFrequently === true,
      })!;
  layer.strokeStyle = colour;
  layer.fillStyle = colour;
  for (const stroke of strokes.slice(isContinued ? before.strokes.length : 0)) drawStroke(layer, stroke, side, pen);
  finishedOf.set(context, { context: layer, strokes, side, pen, colour });
  return layer;
}

function drawStroke(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  stroke: Stroke,
  side: number,
  pen: number,
): void {
  context.lineWidth = pen * side;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const [first, ...rest] = stroke.map(({ x, y }) => ({ x: x * side, y: y * side }));
  if (first === undefined) return;
  context.beginPath();
  if (rest.length === 0) {
    context.arc(first.x, first.y, (pen * side) / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(first.x, first.y);
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    if (next === undefined) context.lineTo(point.x, point.y);
    else context.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  });
  context.stroke();
}
