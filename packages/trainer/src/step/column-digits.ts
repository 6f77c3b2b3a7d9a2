import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { variableOf } from '@mnist-adder/model';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * What each column of a backbone says of the digit by itself: log-probabilities, [b, columns, 10]. What the model says is the mean of
 * their logits, as its digit is a dense layer on an embedding that has one column's after the other's, divided by how many they are.
 *
 * @param embedding what the model made of b images, [b, columns · E].
 */
export function columnDigits(model: LayersModel, embedding: tf.Tensor2D, columns: number): tf.Tensor3D {
  const [kernel, bias] = model.getLayer('digit').weights.map(variableOf) as [tf.Variable<tf.Rank.R2>, tf.Variable];
  const length = embedding.shape[1] / columns;
  const logits = Array.from({ length: columns }, (_, column) => {
    const own = tf.slice(embedding, [0, column * length], [-1, length]);
    const rows = tf.slice(kernel, [column * length, 0], [length, DIGIT_CLASSES]);
    return tf.logSoftmax(tf.add(tf.mul(tf.matMul(own, rows), columns), bias));
  });
  return tf.stack(logits, 1) as tf.Tensor3D;
}
