import type { Picture } from '@mnist-adder/model';
import type { CentreLine } from './centre-line.js';

/** How a digit is drawn: lengths as parts of the pad's side, places as parts of the room that is left. */
export interface Drawing {
  /** The width of the pen. */
  readonly pen: number;
  /** The longer side of the box around the pen's way. */
  readonly size: number;
  /** 0 at the left and 1 at the right edge. */
  readonly across: number;
  /** 0 at the top and 1 at the bottom. */
  readonly down: number;
}

/** The pad's side, in pixels. */
const SIDE = 280;

/** Draws a digit's strokes once more, with a round pen, dark on white. */
export function drawLine({ points, width, height }: CentreLine, { pen, size, across, down }: Drawing): Picture {
  const ink = new Float32Array(SIDE * SIDE);
  const radius = (pen * SIDE) / 2;
  const length = size * SIDE;
  const left = radius + across * (SIDE - 2 * radius - length * width);
  const top = radius + down * (SIDE - 2 * radius - length * height);
  for (const point of points) {
    const [x, y] = [left + point.x * length, top + point.y * length];
    const reach = radius + 0.5;
    for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(SIDE - 1, Math.ceil(y + reach)); row++) {
      for (
        let column = Math.max(0, Math.floor(x - reach));
        column <= Math.min(SIDE - 1, Math.ceil(x + reach));
        column++
      ) {
        const covered = reach - Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const pixel = row * SIDE + column;
        if (covered > ink[pixel]!) ink[pixel] = Math.min(1, covered);
      }
    }
  }
  const data = new Uint8ClampedArray(4 * SIDE * SIDE).fill(255);
  ink.forEach((value, pixel) => {
    data.fill(255 * (1 - value), 4 * pixel, 4 * pixel + 3);
  });
  return { width: SIDE, height: SIDE, data };
}
