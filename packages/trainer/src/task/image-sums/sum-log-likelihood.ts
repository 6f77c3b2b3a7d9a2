import { DIGIT_CLASSES, SUM_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/** The minimum probability of a sum: its logarithm, and the gradient, which divides by its square, stay within float32. */
const TINY = 1e-15;

/**
 * The exact log-probability of a sum of two numbers whose digits are uncertain, in plain ops. Its negative is the loss of learning
 * from sums alone.
 *
 * The carry is a hidden state of two values that goes from the last place to the first, as in the forward algorithm of hidden Markov
 * models (Rabiner 1989). Two digits a and b add up to t with probability c(t) = Σ P(a) P(t − a). With a carry k, the sum's digit is s if
 * t is s − k, which carries 0, or s + 10 − k, which carries 1. After the first place, the carry has to be the sum's leading digit. This
 * takes 2N · 100 multiplications instead of 100 to the power of N.
 *
 * @param digits log-probabilities, [p, 2, N, 10]: each number's digits, the most significant first.
 * @param sums [p, N + 1], 0..9.
 * @returns [p], natural logarithms.
 */
export function sumLogLikelihood(digits: tf.Tensor4D, sums: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const [problems, , places] = digits.shape;
    const twoDigits = convolved(digits); // [p, N, 19]
    /** P(a + b = sum's digit + offset) at a place, [p]. */
    const probability = (place: number, offset: number) => {
      const label = tf.add(tf.reshape(tf.slice(sums, [0, place + 1], [problems, 1]), [problems]), offset);
      const of = tf.reshape(tf.slice(twoDigits, [0, place, 0], [problems, 1, SUM_CLASSES]), [problems, SUM_CLASSES]);
      return tf.sum(tf.mul(of, oneHot(label, SUM_CLASSES)), 1);
    };
    // The probabilities of a carry of 0 and of 1 into the place, given the places after it, scaled to add up to 1.
    let carry: readonly [tf.Tensor, tf.Tensor] = [tf.ones([problems]), tf.zeros([problems])];
    let logarithm: tf.Tensor = tf.zeros([problems]);
    for (let place = places - 1; place >= 0; place--) {
      const step = (carried: number) =>
        tf.add(
          tf.mul(carry[0], probability(place, 10 * carried)),
          tf.mul(carry[1], probability(place, 10 * carried - 1)),
        );
      const [none, one] = [step(0), step(1)];
      const scale = tf.maximum(tf.add(none, one), TINY);
      carry = [tf.div(none, scale), tf.div(one, scale)];
      logarithm = tf.add(logarithm, tf.log(scale));
    }
    const leading = tf.cast(tf.reshape(tf.slice(sums, [0, 0], [problems, 1]), [problems]), 'float32');
    const rest = tf.add(tf.mul(carry[0], tf.sub(1, leading)), tf.mul(carry[1], leading));
    return tf.add<tf.Tensor1D>(logarithm, tf.log(tf.maximum(rest, TINY)));
  });
}

/** The probabilities of the sums of two digits, place by place: [p, 2, N, 10] to [p, N, 19]. */
function convolved(digits: tf.Tensor4D): tf.Tensor {
  const [problems, , places] = digits.shape;
  const number = (which: number) => tf.exp(tf.slice(digits, [0, which, 0, 0], [problems, 1, places, DIGIT_CLASSES]));
  const column = tf.reshape(number(0), [problems * places, DIGIT_CLASSES, 1]);
  const row = tf.reshape(number(1), [problems * places, 1, DIGIT_CLASSES]);
  const pairs = tf.reshape(tf.mul(column, row), [problems * places, DIGIT_CLASSES * DIGIT_CLASSES]);
  const sumOfPair = tf.reshape(
    tf.add(
      tf.reshape(tf.range(0, DIGIT_CLASSES, 1, 'int32'), [DIGIT_CLASSES, 1]),
      tf.range(0, DIGIT_CLASSES, 1, 'int32'),
    ),
    [DIGIT_CLASSES * DIGIT_CLASSES],
  );
  return tf.reshape(tf.matMul(pairs, oneHot(sumOfPair, SUM_CLASSES)), [problems, places, SUM_CLASSES]);
}

/** One-hot rows; all zeros if the label is not one of the classes. */
const oneHot = (labels: tf.Tensor, classes: number) =>
  tf.oneHot(tf.cast(labels, 'int32'), classes, 1, 0, 'float32') as tf.Tensor2D;

/**
 * The number of problems whose sum is right, a scalar, if the most likely digits are added.
 *
 * @param digits log-probabilities, [p, 2, N, 10].
 * @param sums [p, N + 1], 0..9.
 */
export function countRightSums(digits: tf.Tensor4D, sums: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const [problems, , places] = digits.shape;
    const totals = tf.sum(tf.cast(tf.argMax(digits, -1), 'float32'), 1); // [p, N]
    const labels = tf.cast(sums, 'float32');
    const column = (matrix: tf.Tensor, i: number) => tf.reshape(tf.slice(matrix, [0, i], [problems, 1]), [problems]);
    let carry: tf.Tensor = tf.zeros([problems]);
    let right: tf.Tensor = tf.ones([problems]);
    for (let place = places - 1; place >= 0; place--) {
      const total = tf.add(column(totals, place), carry);
      carry = tf.cast(tf.greaterEqual(total, 10), 'float32');
      const digit = tf.sub(total, tf.mul(carry, 10));
      right = tf.mul(right, tf.cast(tf.equal(digit, column(labels, place + 1)), 'float32'));
    }
    right = tf.mul(right, tf.cast(tf.equal(carry, column(labels, 0)), 'float32'));
    return tf.sum<tf.Scalar>(right);
  });
}
