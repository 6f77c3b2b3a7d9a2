import { drawStroke, type Canvas, type Color, type Point } from './canvas.js';

/** A character as the strokes of a pen, in a box with a height of 10. */
interface Glyph {
  readonly width: number;
  readonly strokes: readonly (readonly Point[])[];
}

const HEIGHT = 10;
const GAP = 2.4;

/** Part of an ellipse. Angles are in degrees, clockwise from the right. */
function arc(centre: Point, [rx, ry]: Point, from: number, to: number): Point[] {
  const steps = Math.ceil((to - from) / 12);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [centre[0] + rx * Math.cos(angle), centre[1] + ry * Math.sin(angle)];
  });
}

// prettier-ignore
const GLYPHS: Readonly<Record<string, Glyph>> = {
  0: { width: 6, strokes: [arc([3, 5], [3, 5], 0, 360)] },
  1: { width: 3.4, strokes: [[[0.2, 2.4], [3, 0], [3, 10]]] },
  2: { width: 6, strokes: [[...arc([3, 3], [2.9, 3], 190, 395), [0.1, 10], [6, 10]]] },
  3: { width: 5.8, strokes: [arc([2.8, 2.5], [2.5, 2.5], 200, 450), arc([2.8, 7.4], [3, 2.6], 270, 520)] },
  4: { width: 6.6, strokes: [[[4.9, 10], [4.9, 0], [0, 7.2], [6.6, 7.2]]] },
  5: { width: 5.8, strokes: [[[5.2, 0], [0.9, 0], [0.5, 4.9], ...arc([2.8, 6.9], [3, 3.1], 232, 508)]] },
  6: { width: 6, strokes: [arc([3, 6.9], [3, 3.1], 0, 360), arc([5.2, 6.9], [5.2, 6.9], 180, 268)] },
  7: { width: 5.8, strokes: [[[0, 0], [5.8, 0], [2, 10]]] },
  8: { width: 6, strokes: [arc([3, 2.4], [2.5, 2.4], 0, 360), arc([3, 7.4], [3, 2.6], 0, 360)] },
  9: { width: 6, strokes: [arc([3, 3.1], [3, 3.1], 0, 360), arc([0.8, 3.1], [5.2, 6.9], 0, 88)] },
  '+': { width: 5, strokes: [[[0, 5.4], [5, 5.4]], [[2.5, 2.9], [2.5, 7.9]]] },
  '=': { width: 5, strokes: [[[0, 4.2], [5, 4.2]], [[0, 6.7], [5, 6.7]]] },
  '✗': { width: 5.4, strokes: [[[0, 2.8], [5.4, 8.2]], [[5.4, 2.8], [0, 8.2]]] },
  ' ': { width: 1.2, strokes: [] },
};

/** How text is written. */
export interface TextStyle {
  /** The height of a digit in pixels. */
  readonly height: number;
  /** The thickness of the pen in pixels. */
  readonly thickness: number;
  readonly color: Color;
}

/** The width of a text in pixels. It may have digits, `+`, `=`, `✗` and spaces. */
export function textWidth(text: string, height: number): number {
  const glyphs = glyphsOf(text);
  const units = glyphs.reduce((sum, { width }) => sum + width, GAP * Math.max(0, glyphs.length - 1));
  return (units * height) / HEIGHT;
}

/** Writes text with its upper left corner at a point. */
export function drawText(
  canvas: Canvas,
  text: string,
  [left, top]: Point,
  { height, thickness, color }: TextStyle,
): void {
  const scale = height / HEIGHT;
  let x = left;
  for (const { width, strokes } of glyphsOf(text)) {
    for (const stroke of strokes) {
      const points = stroke.map(([dx, dy]): Point => [x + scale * dx, top + scale * dy]);
      drawStroke(canvas, points, thickness, color);
    }
    x += scale * (width + GAP);
  }
}

function glyphsOf(text: string): Glyph[] {
  return Array.from(text, (character) => {
    const glyph = GLYPHS[character];
    if (glyph === undefined) throw new RangeError(`There are no strokes for ${character}`);
    return glyph;
  });
}
