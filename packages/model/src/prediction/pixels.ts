import { IMAGE_PIXELS, IMAGE_SIDE } from '@mnist-adder/dataset';
import { type CheckedPixels } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';

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
