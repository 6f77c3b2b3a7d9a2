import type { GreyImage } from './grey-image.js';
import type { Picture } from './picture.js';

/** A digit keeps its shape at this size, however small a part of the picture it is; more pixels only take time. */
const LONGEST_SIDE = 640;

/** What is to be seen of a picture: how light it is, and how much is there. */
export interface ReducedPicture {
  /** 0..1, black to white; 0 where nothing is there. */
  readonly lightness: GreyImage;
  /** 0..1, transparent to opaque. */
  readonly opacity: GreyImage;
}

/**
 * Reads lightness (ITU-R BT.601) and opacity, and takes the mean over whole blocks of pixels where a picture is large. It is the
 * only step that looks at every pixel of a large picture.
 */
export function reducePicture({ width, height, data }: Picture): ReducedPicture {
  const block = Math.ceil(Math.max(width, height) / LONGEST_SIDE);
  const size = { width: Math.ceil(width / block), height: Math.ceil(height / block) };
  const lightness = new Float32Array(size.width * size.height);
  const opacity = new Float32Array(size.width * size.height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / block) * size.width;
    for (let column = 0; column < size.width; column++) {
      let [light, alpha] = [0, 0];
      for (const end = 4 * (y * width + Math.min(width, (column + 1) * block)); i < end; i += 4) {
        const opaque = data[i + 3]!;
        light += opaque * (299 * data[i]! + 587 * data[i + 1]! + 114 * data[i + 2]!);
        alpha += opaque;
      }
      lightness[row + column]! += light;
      opacity[row + column]! += alpha;
    }
  }
  for (let y = 0, i = 0; y < size.height; y++) {
    const rows = Math.min(block, height - y * block);
    for (let x = 0; x < size.width; x++, i++) {
      const pixels = rows * Math.min(block, width - x * block);
      const alpha = opacity[i]!;
      lightness[i] = alpha === 0 ? 0 : lightness[i]! / (alpha * 255_000);
      opacity[i] = alpha / (pixels * 255);
    }
  }
  return { lightness: { ...size, values: lightness }, opacity: { ...size, values: opacity } };
}
