import type { Stroke } from './drawing.js';

/** The pen, as a part of the pad's side: in a digit that fills the pad, as wide as MNIST's strokes. */
const PEN = 0.085;

/** What of a canvas is drawn with. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'stroke'
  | 'arc'
  | 'fill'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
>;

/**
 * Draws strokes without corners: through the middles between the points that the pen was seen at, each of which bends the curve
 * (a quadratic Bézier spline).
 */
export function drawStrokes(pen: Pen, strokes: readonly Stroke[], side: number): void {
  pen.lineWidth = PEN * side;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * side, y: y * side }));
    const [first, ...rest] = points;
    if (first === undefined) continue;
    pen.beginPath();
    if (rest.length === 0) {
      pen.arc(first.x, first.y, (PEN * side) / 2, 0, 2 * Math.PI);
      pen.fill();
      continue;
    }
    pen.moveTo(first.x, first.y);
    rest.forEach((point, i) => {
      const next = rest[i + 1];
      if (next === undefined) pen.lineTo(point.x, point.y);
      else pen.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    });
    pen.stroke();
  }
}
