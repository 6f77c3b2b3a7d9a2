import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { forwardEvery } from '../forward/forward-every.js';
import { imageTensor } from '../prediction/image-tensor.js';

/** What a model makes of images with every addend, as log-probabilities. */
export interface AdderPrediction {
  /** [size × 10 addends × 10] */
  readonly digit: Float32Array;
  /** [size × 10 addends × 19] */
  readonly sum: Float32Array;
}

/** What a model that reads digits only makes of images, as log-probabilities. */
export interface DigitOnlyPrediction {
  /** [size × 10] */
  readonly digit: Float32Array;
  readonly sum?: undefined;
}

export type EveryPrediction = AdderPrediction | DigitOnlyPrediction;

/**
 * Predicts every addend for each image, or the digit only where the model reads no more.
 *
 * @param images [size × 784] bytes.
 */
export type PredictEvery = (images: Uint8Array, size: number) => Promise<EveryPrediction>;

/** Predicts with a model on the backend that is active, each image going through the backbone once. */
export function eagerPredictor(model: LayersModel): PredictEvery {
  return async (images, size) => {
    const image = imageTensor(images.subarray(0, size * IMAGE_PIXELS));
    const outputs = forwardEvery(model, image);
    image.dispose();
    try {
      const digit = await outputs.digit.data<'float32'>();
      return outputs.sum === undefined ? { digit } : { digit, sum: await outputs.sum.data<'float32'>() };
    } finally {
      tf.dispose({ ...outputs });
    }
  };
}
