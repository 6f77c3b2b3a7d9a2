import { IMAGE_PIXELS } from '../constants.js';
import { ArgumentError } from '../errors.js';

/** Pixels of images, one image after the other: bytes from 0 to 255, or floats from 0 to 1. Ink is light, the background is 0. */
export type Pixels = Uint8Array | Uint8ClampedArray | Float32Array;

/** Pixels that were checked: bytes from 0 to 255, or floats from 0 to 1. */
export type CheckedPixels = Uint8Array | Float32Array;

/**
 * Checks the type and the range of pixels, and that they are whole images. Nothing is copied.
 *
 * @param count the number of images, or of what each has one of. Default: any number of images.
 * @throws `ArgumentError` for arrays of another type or length, and for floats outside of 0..1 or NaN.
 */
export function checkPixels(argument: string, pixels: Pixels, count?: number, counted = 'images'): CheckedPixels {
  const checked = typedPixels(argument, pixels);
  const { length } = checked;
  if (count === undefined ? length % IMAGE_PIXELS === 0 : length === count * IMAGE_PIXELS) return checked;
  const exact = `${(count ?? 0) * IMAGE_PIXELS}, ${IMAGE_PIXELS} pixels for each of ${count} ${counted}`;
  throw new ArgumentError(`${argument}.length`, count === undefined ? `a multiple of ${IMAGE_PIXELS}` : exact, length);
}

/** Checks pixels as {@link checkPixels} does, and rounds floats from 0..1 to bytes from 0 to 255. Bytes are not copied. */
export function pixelBytes(argument: string, pixels: Pixels, count?: number): Uint8Array {
  const checked = checkPixels(argument, pixels, count);
  return checked instanceof Uint8Array ? checked : Uint8Array.from(checked, (pixel) => Math.round(255 * pixel));
}

function typedPixels(argument: string, pixels: Pixels): CheckedPixels {
  if (pixels instanceof Uint8Array) return pixels;
  if (pixels instanceof Uint8ClampedArray) return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  // JavaScript may give anything.
  const given: unknown = pixels;
  if (!(given instanceof Float32Array)) {
    const expected =
      'bytes from 0 to 255 in a Uint8Array or Uint8ClampedArray, or numbers from 0 to 1 in a Float32Array';
    throw new ArgumentError(argument, expected, given);
  }
  const wrong = given.findIndex((pixel) => !(pixel >= 0 && pixel <= 1));
  if (wrong === -1) return given;
  throw new ArgumentError(`${argument}[${wrong}]`, 'numbers from 0 to 1, or bytes in a Uint8Array', given[wrong]);
}
