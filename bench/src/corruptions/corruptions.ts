import { augmentImages, IMAGE_SIDE, type AugmentationSettings } from '@mnist-adder/dataset';
import { byte, eachImage, normal, type Corruption } from './corruption.js';

/** Standard deviation of the noise, in grey values. */
const NOISE = 50;

/** Standard deviation of the blur, in pixels. */
const BLUR = 1;

/** Every corruption that a model is measured under. The first one changes nothing. */
export const CORRUPTIONS: readonly Corruption[] = [
  { name: 'clean', corrupt: (images) => images.slice() },
  moved('shift ±4 px', { shift: 4 }),
  moved('rotation ±20°', { rotation: 20 }),
  moved('scale 0.7–1.3', { scale: [0.7, 1.3] }),
  { name: 'thin strokes', corrupt: eachImage((image) => neighbours(image, Math.min)) },
  { name: 'thick strokes', corrupt: eachImage((image) => neighbours(image, Math.max)) },
  {
    name: 'noise',
    corrupt: (images, stream) => images.map((value) => byte(value + NOISE * normal(stream))),
  },
  { name: 'blur', corrupt: eachImage(blurred) },
  { name: 'inverted', corrupt: (images) => images.map((value) => 255 - value) },
];

function moved(name: string, settings: AugmentationSettings): Corruption {
  return { name, corrupt: (images, stream) => augmentImages(images, settings, stream) };
}

const at = (image: Uint8Array, x: number, y: number) =>
  x >= 0 && y >= 0 && x < IMAGE_SIDE && y < IMAGE_SIDE ? image[y * IMAGE_SIDE + x]! : 0;

/** The minimum or maximum of each pixel and the four beside it: strokes lose or gain a pixel at each edge. */
function neighbours(image: Uint8Array, choose: (...values: number[]) => number): Uint8Array {
  return image.map((value, i) => {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)];
    return choose(value, at(image, x - 1, y), at(image, x + 1, y), at(image, x, y - 1), at(image, x, y + 1));
  });
}

/** Blurs with a Gaussian that reaches three standard deviations to either side. */
function blurred(image: Uint8Array): Uint8Array {
  const reach = Math.ceil(3 * BLUR);
  const offsets = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const weights = offsets.map((offset) => Math.exp(-(offset ** 2) / (2 * BLUR ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return image.map((_, i) => {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)];
    let sum = 0;
    offsets.forEach((dy, row) => {
      offsets.forEach((dx, column) => {
        sum += at(image, x + dx, y + dy) * weights[row]! * weights[column]!;
      });
    });
    return byte(sum / total ** 2);
  });
}
