import { IMAGE_PIXELS, IMAGE_SIDE } from '../constants.js';
import type { RandomStream } from '../random/random-stream.js';
import { xoroshiro128plus } from '../random/xoroshiro.js';
import type { FullAugmentationSettings } from './augmentation-settings.js';
import { createBlur } from './blur-image.js';
import { createStrokeWidth } from './stroke-width.js';

/**
 * Makes a function that changes the strokes, the sharpness and the greys of an image at random, in place. It takes the same number
 * of draws from the stream for every image, so one setting leaves the draws of the others as they are.
 *
 * @returns `undefined` if the settings change none of these.
 */
export function createInkChange(
  settings: FullAugmentationSettings,
): ((image: Uint8Array, stream: RandomStream) => void) | undefined {
  const { strokes, blur, gamma, contrast, noise, erase, probability } = settings;
  const amounts = [...strokes, blur, gamma - 1, contrast, noise, erase];
  if (probability === 0 || amounts.every((amount) => amount === 0)) return undefined;
  const changeWidth = createStrokeWidth();
  const blurImage = createBlur();
  const greys = new Uint8Array(256);
  return (image, stream) => {
    /** A draw from a range, or 0, which changes nothing. */
    const draw = (minimum: number, maximum: number) => {
      const isChosen = stream.uniform() < probability;
      const drawn = minimum + stream.uniform() * (maximum - minimum);
      return isChosen ? drawn : 0;
    };
    changeWidth(image, draw(...strokes));
    const deviation = draw(0, blur);
    if (deviation > 0) blurImage(image, deviation);
    const exponent = gamma ** draw(-1, 1);
    const lost = draw(0, contrast);
    const background = lost * stream.uniform();
    if (exponent !== 1 || lost > 0) {
      for (let grey = 0; grey < 256; grey++) {
        greys[grey] = Math.round(255 * (background + (1 - lost) * Math.exp(exponent * LOGARITHMS[grey]!)));
      }
      for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) image[pixel] = greys[image[pixel]!]!;
    }
    addNoise(image, draw(0, noise), stream);
    eraseRectangle(image, draw(erase, erase), stream);
  };
}

/** Logarithms of the greys as fractions of white, [256]. */
const LOGARITHMS = Float64Array.from({ length: 256 }, (_, grey) => Math.log(grey / 255));

/** Standard deviation of the sum of four bytes, each from 0 to 255 with equal probability. */
const FOUR_BYTES = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/**
 * Adds Gaussian noise of this standard deviation in grey values. The sum of four random bytes is nearly normal, and fast. The noise
 * has a generator of its own, so that the stream gives four numbers with noise and without.
 */
function addNoise(image: Uint8Array, deviation: number, stream: RandomStream): void {
  const next = xoroshiro128plus([stream.uint32(), stream.uint32(), stream.uint32(), stream.uint32()]);
  if (deviation === 0) return;
  // In 1/65536, so that all numbers are small integers.
  const scale = Math.round((deviation / FOUR_BYTES) * (1 << 16));
  for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
    const bits = next();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    const noisy = image[pixel]! + ((scale * (sum - 510) + (1 << 15)) >> 16);
    image[pixel] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy;
  }
}

/** Covers a rectangle with one grey (Zhong et al. 2020). Its sides are parts of `side`, in pixels. */
function eraseRectangle(image: Uint8Array, side: number, stream: RandomStream): void {
  const width = Math.round(side * stream.uniform());
  const height = Math.round(side * stream.uniform());
  const left = Math.floor(stream.uniform() * (IMAGE_SIDE - width + 1));
  const top = Math.floor(stream.uniform() * (IMAGE_SIDE - height + 1));
  const grey = Math.floor(stream.uniform() * 256);
  for (let row = top; row < top + height; row++) {
    image.fill(grey, row * IMAGE_SIDE + left, row * IMAGE_SIDE + left + width);
  }
}
