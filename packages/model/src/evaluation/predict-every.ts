import { IMAGE_PIXELS } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { forward } from '../forward/forward.js';
import { imageTensor } from '../prediction/image-tensor.js';

/** What a model makes of images with every addend, as log-probabilities. */
export interface EveryPrediction {
  /** [size × 10 addends × 10] */
  readonly digit: Float32Array;
  /** [size × 10 addends × 19] */
  readonly sum: Float32Array;
}

/**
 * Predicts every addend for each image.
 *
 * @param images [size × 784] bytes.
 */
export type PredictEvery = (images: Uint8Array, size: number) => Promise<EveryPrediction>;

/** Predicts with a model on the backend that is active, each image going through the backbone once. */
export function eagerPredictor(model: LayersModel): PredictEvery {
  return async (images, size) => {
    const { digit, sum } = tf.tidy(() => {
      const { digit, sum } = forward(model, {
        image: imageTensor(images.subarray(0, size * IMAGE_PIXELS)),
        addend: 'every',
      });
      return { digit, sum };
    });
    try {
      const [digitData, sumData] = await Promise.all([digit.data<'float32'>(), sum.data<'float32'>()]);
      return { digit: digitData, sum: sumData };
    } finally {
      tf.dispose([digit, sum]);
    }
  };
}
