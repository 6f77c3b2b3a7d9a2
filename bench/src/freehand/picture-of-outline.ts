import type { Picture } from '@mnist-adder/model';
import sharp from 'sharp';
import { PAD_SIDE } from '../pictures/pad-side.js';
import type { Drawing } from '../strokes/draw-line.js';

/** What a pen left on the paper, by its edge. */
export interface Outline {
  /** As SVG writes a path: y grows downwards, and holes go round the other way. */
  readonly path: string;
  /** The box around it, in the path's units. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of an outline on a pad, dark on white. Its strokes are as wide as they are for its size. */
export async function pictureOfOutline(
  { path, left, top, width, height }: Outline,
  { size, across, down }: Omit<Drawing, 'pen'>,
): Promise<Picture> {
  const scale = (size * PAD_SIDE) / Math.max(width, height);
  const x = across * (PAD_SIDE - scale * width) - scale * left;
  const y = down * (PAD_SIDE - scale * height) - scale * top;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PAD_SIDE}" height="${PAD_SIDE}">
    <rect width="100%" height="100%" fill="white"/>
    <path transform="translate(${x} ${y}) scale(${scale})" d="${path}"/>
  </svg>`;
  const data = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
  return { width: PAD_SIDE, height: PAD_SIDE, data };
}
