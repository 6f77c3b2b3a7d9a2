import * as tf from '@tensorflow/tfjs-core';

/** What a weight is updated from. All but `rate` and `epsilon`, which are scalars, have the weight's shape. */
export interface AdamState {
  readonly weight: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** The decaying mean of the gradient. */
  readonly first: tf.Tensor;
  /** The decaying mean of the squared gradient. */
  readonly second: tf.Tensor;
  /** The learning rate, bias correction included. */
  readonly rate: tf.Tensor;
  readonly epsilon: tf.Tensor;
}

/** The new weight and its two new means. */
export type AdamResult = [weight: tf.Tensor, first: tf.Tensor, second: tf.Tensor];

/**
 * The name of a kernel that does a whole update. A backend may register one. It takes {@link AdamKernelInputs} and gives an
 * {@link AdamResult}.
 */
export const ADAM_KERNEL = 'MnistAdderAdam';

/** The inputs of the kernel. The decay rates and a zero are scalars that all weights share. */
export type AdamKernelInputs = AdamState & Readonly<Record<'beta1' | 'beta2' | 'zero', tf.Tensor>>;

/** Whether a backend has the kernel. */
export const hasAdamKernel = (backend: string): boolean =>
  // Undefined if there is none, which its type leaves out.
  (tf.getKernel(ADAM_KERNEL, backend) as tf.KernelConfig | undefined) !== undefined;

/** Adam's update on the active backend: by its kernel if it has one, otherwise in ops. */
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
  // 1 minus the decay rates as float32 has them, like the bias correction. With 1 - 0.999 exact here and rounded there, every step
  // was 6.7e-6 too short.
  const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - Math.fround(beta1)));
  const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - Math.fround(beta2)));
  return [tf.sub(weight, tf.div(tf.mul(m, rate), tf.add(tf.sqrt(v), epsilon))), m, v];
}
