import { ArgumentError, DIGIT_CLASSES, IMAGE_PIXELS, type Pixels } from '@mnist-adder/dataset';
import { checkInteger, checkPixels, pixelBytes } from '@mnist-adder/dataset/internal';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { forwardAllAddends } from '../forward/forward.js';
import { imageTensor } from '../prediction/pixels.js';
import { checkFinite } from '../prediction/prediction.js';
import { hasSum } from '../network/network.js';

/** A model's outputs as natural logarithms of probabilities. Its rows are pairs, image · 10 + addend; images if it only reads digits. */
export interface LogProbabilities {
  /** [rows × 10] */
  readonly digit: Float32Array;
  /** [rows × 19]; absent if the model only reads digits. */
  readonly sum?: Float32Array | undefined;
}

/**
 * Predicts images with all ten addends, or the digits only if the model does not add.
 *
 * @param images [size × 784], 0..255.
 */
export type PredictAllAddends = (images: Uint8Array, size: number) => Promise<LogProbabilities>;

/** Predicts with a model on the active backend. Each image goes through the backbone once. */
export function eagerPredictor(model: LayersModel): PredictAllAddends {
  hasSum(model); // Refuses what is no model.
  return async (images, size) => {
    const image = imageTensor(checkPixels('images', images).subarray(0, size * IMAGE_PIXELS));
    const outputs = forwardAllAddends(model, image);
    image.dispose();
    try {
      return { digit: await outputs.digit.data<'float32'>(), sum: await outputs.sum?.data<'float32'>() };
    } finally {
      tf.dispose({ ...outputs });
    }
  };
}

/** One batch of predictions. */
export interface PredictedBatch extends LogProbabilities {
  /** The index of the first image. */
  readonly start: number;
  /** The number of images. */
  readonly size: number;
  /** Rows an image: 10 if the model adds, or 1. */
  readonly addends: number;
}

/** How many images are predicted at once unless told otherwise. */
const PREDICTION_BATCH = 500;

/** How many images are predicted at once. */
export interface PredictionOptions {
  /** How many images are predicted at once; the last batch may be smaller. Default: 500. */
  readonly batchSize?: number | undefined;
}

/**
 * Predicts any number of images in batches. The last batch may be smaller. The arrays of a batch may be views that the next batch
 * overwrites.
 *
 * @param images [n × 784], bytes, or floats from 0 to 1, which are rounded to bytes.
 * @throws `ArgumentError` unless the images are pixels and the batch size is a positive integer.
 * @throws `ModelError` `non-finite-outputs` if an output is not finite.
 */
export async function* predictBatches(
  predict: PredictAllAddends,
  images: Pixels,
  { batchSize = PREDICTION_BATCH }: PredictionOptions,
): AsyncGenerator<PredictedBatch, void, undefined> {
  if (typeof predict !== 'function') {
    throw new ArgumentError('predict', 'a function that predicts, as eagerPredictor(model) returns', predict);
  }
  checkInteger('batchSize', batchSize, 1);
  const bytes = pixelBytes('images', images);
  const count = bytes.length / IMAGE_PIXELS;
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    const { digit, sum } = await predict(bytes.subarray(start * IMAGE_PIXELS, (start + size) * IMAGE_PIXELS), size);
    checkFinite(digit);
    if (sum !== undefined) checkFinite(sum);
    yield { start, size, digit, sum, addends: digit.length / DIGIT_CLASSES / size };
  }
}
