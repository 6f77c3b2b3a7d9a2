import * as tf from '@tensorflow/tfjs-core';

/** What a weight is updated from: all but the two scalars of its shape. */
export interface AdamState {
  readonly weight: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** The decaying mean of the gradient, and of its square. */
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
  /** The learning rate with the bias correction in it. */
  readonly rate: tf.Tensor;
  readonly epsilon: tf.Tensor;
}

/** What a weight and its two means come to. */
export type AdamResult = [weight: tf.Tensor, first: tf.Tensor, second: tf.Tensor];

/**
 * The name of a kernel that does an update at once. A backend may register one, which takes {@link AdamKernelInputs} and
 * gives an {@link AdamResult}.
 */
export const ADAM_KERNEL = 'MnistAdderAdam';

/** The decay rates and a zero are scalars too: they are made once for all weights. */
export type AdamKernelInputs = AdamState & Readonly<Record<'beta1' | 'beta2' | 'zero', tf.Tensor>>;

/** Whether a backend has the kernel. */
export const hasAdamKernel = (backend: string): boolean =>
  // Nothing where there is none, which its type leaves out.
  (tf.getKernel(ADAM_KERNEL, backend) as tf.KernelConfig | undefined) !== undefined;

/** How the active backend updates weights by Adam: by its kernel if it has one, or else in ops. */
export function createAdamUpdate(beta1: number, beta2: number): (state: AdamState) => AdamResult {
  if (!hasAdamKernel(tf.getBackend())) return (state) => composedUpdate(state, beta1, beta2);
  const scalars = { beta1: tf.scalar(beta1), beta2: tf.scalar(beta2), zero: tf.scalar(0) };
  return (state) => tf.engine().runKernel(ADAM_KERNEL, { ...state, ...scalars });
}

function composedUpdate(
  { weight, gradient, first, second, rate, epsilon }: AdamState,
  beta1: number,
  beta2: number,
): AdamResult {
  // Of the decay rates as float32 has them, like the bias correction: with 1 - 0.999 exact here and rounded there, every step
  // came out 6.7e-6 too short.
  const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - Math.fround(beta1)));
  const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - Math.fround(beta2)));
  return [tf.sub(weight, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))), m, v];
}
