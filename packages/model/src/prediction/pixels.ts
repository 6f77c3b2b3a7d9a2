import { ArgumentError, IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/** Pixels of images, one image after the other: bytes from 0 to 255, or floats from 0 to 1. Ink is light, the background is 0. */
export type Pixels = Uint8Array | Uint8ClampedArray | Float32Array;

/** Pixels that were checked: bytes from 0 to 255, or floats from 0 to 1. */
export type CheckedPixels = Uint8Array | Float32Array;

/**
 * Checks the type and the range of pixels. Nothing is copied.
 *
 * @throws `ArgumentError` for arrays of another type, and for floats outside of 0..1 or NaN.
 */
export function checkPixels(images: Pixels): CheckedPixels {
  if (images instanceof Uint8Array) return images;
  if (images instanceof Uint8ClampedArray) return new Uint8Array(images.buffer, images.byteOffset, images.length);
  // JavaScript may give anything.
  const given: unknown = images;
  if (!(given instanceof Float32Array)) {
    const expected =
      'bytes from 0 to 255 in a Uint8Array or Uint8ClampedArray, or numbers from 0 to 1 in a Float32Array';
    throw new ArgumentError('images', expected, given);
  }
  const wrong = given.findIndex((pixel) => !(pixel >= 0 && pixel <= 1));
  if (wrong !== -1) {
    throw new ArgumentError(`images[${wrong}]`, 'numbers from 0 to 1, or bytes in a Uint8Array', given[wrong]);
  }
  return given;
}

/** Pixels as a model takes them: [n, 28, 28, 1], from 0 to 1. */
export function imageTensor(pixels: CheckedPixels): tf.Tensor4D {
  const shape: [number, number, number, number] = [pixels.length / IMAGE_PIXELS, IMAGE_SIDE, IMAGE_SIDE, 1];
  if (pixels instanceof Float32Array) return tf.tensor4d(pixels, shape);
  return tf.tidy(() => unitPixels(tf.tensor4d(pixels, shape, 'int32')));
}

/** Scales pixels from 0..255, int32 [b, 28, 28, 1], to 0..1, float32. */
export function unitPixels(bytes: tf.Tensor): tf.Tensor4D {
  return tf.div(tf.cast(bytes, 'float32'), 255);
}
