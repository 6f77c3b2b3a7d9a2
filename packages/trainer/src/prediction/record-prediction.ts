import { ADDEND_CLASSES, IMAGE_SIDE } from '@mnist-adder/dataset';
import { checkInteger, checkNumber } from '@mnist-adder/dataset/internal';
import { forward, hasSum } from '@mnist-adder/model';
import { record, type Recording } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Records the prediction of a batch with the model's current weights: `toOnnx()` of the recording is the whole model in one file. It
 * takes `image` float32 [b, 28, 28, 1], pixels from 0 to `white`, and, if the model adds, `addend` int32 [b]. It gives the probabilities
 * `digit` [b, 10] and `sum` [b, 19].
 *
 * The weights are constants, which ONNX Runtime lays out once for its kernels: twice as fast as weights that could change.
 */
export function recordPrediction(model: LayersModel, batchSize: number, white = 1): Recording<'image' | 'addend'> {
  checkInteger('batchSize', batchSize, 1);
  checkNumber('white', white, Number.MIN_VALUE, Number.MAX_VALUE);
  hasSum(model); // Refuses what is no model.
  const inputs = {
    image: { shape: [batchSize, IMAGE_SIDE, IMAGE_SIDE, 1] },
    addend: { shape: [batchSize], dtype: 'int32' as const },
  };
  return record(
    inputs,
    (tensors): Record<string, tf.Tensor> => {
      const image = (white === 1 ? tensors.image : tf.div(tensors.image, white)) as tf.Tensor4D;
      if (!hasSum(model)) return { digit: tf.exp(forward(model, { image }).digit) };
      const addend = tf.oneHot(tensors.addend, ADDEND_CLASSES, 1, 0, 'float32') as tf.Tensor2D;
      const { digit, sum } = forward(model, { image, addend });
      return { digit: tf.exp(digit), sum: tf.exp(sum) };
    },
    { variables: 'constants' },
  );
}
