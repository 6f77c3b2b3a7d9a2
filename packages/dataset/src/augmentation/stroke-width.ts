import { IMAGE_SIDE } from '../constants.js';
import { createFrame, FRAMED_SIDE, putIntoFrame } from './warp-image.js';

/**
 * Makes a function that changes the width of an image's strokes, in place: `changeWidth(image, width)` moves each edge outwards
 * by `width` pixels, or inwards where it is below 0. For each whole pixel it takes the maximum or the minimum of every pixel and
 * the four beside it (grey-scale dilation and erosion, Serra 1982), and for the rest that fraction of the way to the next one.
 */
export function createStrokeWidth(): (image: Uint8Array, width: number) => void {
  const frame = createFrame();
  return (image, width) => {
    const sign = Math.sign(width);
    for (let rest = Math.abs(width); rest > 0; rest--) {
      putIntoFrame(image, frame);
      // In 1/256, so that all numbers are small integers.
      const part = Math.round(256 * Math.min(rest, 1));
      for (let row = 0, pixel = 0; row < IMAGE_SIDE; row++) {
        for (let column = 0; column < IMAGE_SIDE; column++, pixel++) {
          const place = (row + 1) * FRAMED_SIDE + column + 1;
          const value = frame[place]!;
          image[pixel] = (256 * value + part * (sign * maximumAt(frame, place, sign) - value) + 128) >> 8;
        }
      }
    }
  };
}

/** The maximum of a pixel and the four beside it, each multiplied by `sign`: with −1 it is minus their minimum. */
function maximumAt(frame: Uint8Array, place: number, sign: number): number {
  const left = sign * frame[place - 1]!;
  const right = sign * frame[place + 1]!;
  const above = sign * frame[place - FRAMED_SIDE]!;
  const below = sign * frame[place + FRAMED_SIDE]!;
  let most = sign * frame[place]!;
  if (left > most) most = left;
  if (right > most) most = right;
  if (above > most) most = above;
  if (below > most) most = below;
  return most;
}
