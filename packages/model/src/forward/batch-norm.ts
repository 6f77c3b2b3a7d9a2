import * as tf from '@tensorflow/tfjs-core';

/** What batch normalisation learns (gamma, beta) and its moving averages, each [channels]. */
export interface BatchNormWeights<Average extends tf.Tensor = tf.Variable> {
  readonly gamma: tf.Tensor;
  readonly beta: tf.Tensor;
  readonly movingMean: Average;
  readonly movingVariance: Average;
}

const axesButLast = (x: tf.Tensor) => x.shape.slice(0, -1).map((_, axis) => axis);

/** Batch normalisation over the last axis by the moving averages, folded into x · scale + offset. */
export function batchNormByAverages(x: tf.Tensor, weights: BatchNormWeights<tf.Tensor>, epsilon: number): tf.Tensor {
  const { gamma, beta, movingMean, movingVariance } = weights;
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(movingVariance, epsilon)));
  const offset = tf.sub(beta, tf.mul(movingMean, scale));
  return tf.add(tf.mul(x, scale), offset);
}

/**
 * Batch normalisation over the last axis by the batch's own statistics. It moves the averages towards them, as Keras does:
 * average ← average · momentum + statistic · (1 − momentum), with the variance divided by n.
 *
 * The gradient is the closed form of Ioffe & Szegedy 2015. The gradient that TensorFlow.js derives from the composed ops reduces and
 * multiplies several times as much.
 */
export function batchNormByBatch(
  x: tf.Tensor,
  { gamma, beta, movingMean, movingVariance }: BatchNormWeights,
  { epsilon, momentum }: { epsilon: number; momentum: number },
): tf.Tensor {
  const axes = axesButLast(x);
  const perChannel = x.size / x.shape.at(-1)!;

  const normalise = tf.customGrad((...inputs) => {
    const [x, gamma, beta, save] = inputs as unknown as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const mean = tf.mean(x, axes);
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), axes);
    const inverseDeviation = tf.rsqrt(tf.add(variance, epsilon));
    // Here and not outside, where the statistics would have to be differentiated too.
    moveTowards(movingMean, mean, momentum);
    moveTowards(movingVariance, variance, momentum);
    save([centred, gamma, inverseDeviation]);

    const value = tf.add(tf.mul(centred, tf.mul(gamma, inverseDeviation)), beta);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [centred, gamma, inverseDeviation] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const scale = tf.mul(gamma, inverseDeviation);
      const dBeta = tf.sum(dy, axes);
      const dGamma = tf.mul(tf.sum(tf.mul(dy, centred), axes), inverseDeviation);
      // dx = scale · (dy − dβ / n − x̂ · dγ / n), with the factors per channel combined.
      const ofCentred = tf.mul(tf.mul(scale, inverseDeviation), tf.div(dGamma, -perChannel));
      const constant = tf.mul(scale, tf.div(dBeta, -perChannel));
      const dx = tf.add(tf.add(tf.mul(dy, scale), tf.mul(centred, ofCentred)), constant);
      return [dx, dGamma, dBeta];
    };
    return { value, gradFunc };
  });
  return normalise(x, gamma, beta);
}

function moveTowards(average: tf.Variable, statistic: tf.Tensor, momentum: number): void {
  average.assign(tf.add(tf.mul(average, momentum), tf.mul(statistic, 1 - momentum)));
}
