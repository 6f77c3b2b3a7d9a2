import type { Picture } from '@mnist-adder/model';
import { PAD_SIDE } from '../pictures/pad-side.js';
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

/** Draws a digit's strokes once more, with a round pen, dark on white. */
export function drawLine({ points, width, height }: CentreLine, { pen, size, across, down }: Drawing): Picture {
  const ink = new Float32Array(PAD_SIDE * PAD_SIDE);
  const radius = (pen * PAD_SIDE) / 2;
  const length = size * PAD_SIDE;
  const left = radius + across * (PAD_SIDE - 2 * radius - length * width);
  const top = radius + down * (PAD_SIDE - 2 * radius - length * height);
  for (const point of points) {
    const [x, y] = [left + point.x * length, top + point.y * length];
    const reach = radius + 0.5;
    for (let row = Math.max(0, Math.floor(y - reach)); row <= Math.min(PAD_SIDE - 1, Math.ceil(y + reach)); row++) {
      for (
        let column = Math.max(0, Math.floor(x - reach));
        column <= Math.min(PAD_SIDE - 1, Math.ceil(x + reach));
        column++
      ) {
        const covered = reach - Math.hypot(column + 0.5 - x, row + 0.5 - y);
        const pixel = row * PAD_SIDE + column;
        if (covered > ink[pixel]!) ink[pixel] = Math.min(1, covered);
      }
    }
  }
  const data = new Uint8ClampedArray(4 * PAD_SIDE * PAD_SIDE).fill(255);
  ink.forEach((value, pixel) => {
    data.fill(255 * (1 - value), 4 * pixel, 4 * pixel + 3);
  });
  return { width: PAD_SIDE, height: PAD_SIDE, data };
}
