/** A colour, each part 0..255. */
export type Color = readonly [red: number, green: number, blue: number];
/** A place on a canvas in pixels, from its upper left corner. */
export type Point = readonly [x: number, y: number];

/** An image that is drawn on. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** [height × width × 3], 0..255 */
  readonly pixels: Uint8Array;
}

/** Creates a canvas of one colour. */
export function createCanvas(width: number, height: number, [red, green, blue]: Color): Canvas {
  const pixels = new Uint8Array(3 * width * height);
  for (let i = 0; i < pixels.length; i += 3) pixels.set([red, green, blue], i);
  return { width, height, pixels };
}

/**
 * Blends a pixel with a colour.
 *
 * @param cover how much of the colour, 0..1.
 */
export function blend({ width, pixels }: Canvas, x: number, y: number, color: Color, cover: number): void {
  const at = 3 * (y * width + x);
  for (const [i, value] of color.entries()) {
    const below = pixels[at + i]!;
    pixels[at + i] = Math.round(below + cover * (value - below));
  }
}

/** Draws a line through points, with round ends and joints and smooth edges. */
export function drawStroke(canvas: Canvas, points: readonly Point[], thickness: number, color: Color): void {
  const reach = thickness / 2 + 1;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs) - reach)), Math.max(...xs) + reach];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys) - reach)), Math.max(...ys) + reach];
  for (let y = top; y < Math.min(canvas.height, bottom); y++) {
    for (let x = left; x < Math.min(canvas.width, right); x++) {
      const cover = thickness / 2 + 0.5 - distanceToLine([x + 0.5, y + 0.5], points);
      if (cover > 0) blend(canvas, x, y, color, Math.min(1, cover));
    }
  }
}

function distanceToLine(from: Point, points: readonly Point[]): number {
  return Math.min(...points.slice(1).map((end, i) => distanceToSegment(from, points[i]!, end)));
}

function distanceToSegment([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}
