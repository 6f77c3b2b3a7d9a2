import { IMAGE_SIDE } from '../constants.js';
import type { RandomStream } from '../random/random-stream.js';
import type { FullAugmentationSettings } from './augmentation-settings.js';

/** Where a pixel of the changed image comes from: column `xx·x + xy·y + x0`, row `yx·x + yy·y + y0` of the image as it was. */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** Between the middle pixels: what images turn, grow and lean about. */
const CENTRE = (IMAGE_SIDE - 1) / 2;

/**
 * Draws how an image is scaled, made to lean, turned and shifted, in this order, and inverts that. It takes five numbers of
 * the stream whatever the settings are, so that one setting leaves the draws of the others as they were.
 */
export function drawAffineMap(
  { shift, rotation, scale, shear }: FullAugmentationSettings,
  stream: RandomStream,
): AffineMap {
  const within = (least: number, greatest: number) => least + stream.uniform() * (greatest - least);
  const right = within(-shift, shift);
  const down = within(-shift, shift);
  const angle = radians(within(-rotation, rotation));
  const factor = within(...scale);
  const slope = Math.tan(radians(within(-shear, shear)));
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const xx = (cosine - slope * sine) / factor;
  const xy = (sine + slope * cosine) / factor;
  const yx = -sine / factor;
  const yy = cosine / factor;
  const x0 = CENTRE - xx * (CENTRE + right) - xy * (CENTRE + down);
  const y0 = CENTRE - yx * (CENTRE + right) - yy * (CENTRE + down);
  return { xx, xy, x0, yx, yy, y0 };
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
