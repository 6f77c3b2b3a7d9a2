import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from '../../recipe/optimizer-settings.js';
import { createSlots, createStepCounter, disposeAll, type Optimizer } from './optimizer.js';

/** Adam with bias correction (Kingma & Ba 2015, algorithm 1). */
export function createAdam(
  { beta1, beta2, epsilon }: Extract<OptimizerSettings, { type: 'adam' | 'adamw' }>,
  weights: readonly tf.Variable[],
): Optimizer {
  const firstMoments = createSlots('adam_m', weights);
  const secondMoments = createSlots('adam_v', weights);
  const steps = createStepCounter('adam_steps', weights);
  const variables = [steps, ...firstMoments, ...secondMoments];
  return {
    variables,
    apply(gradients, learningRate) {
      const step = tf.add(steps, 1);
      steps.assign(step);
      const correction1 = tf.sub(1, tf.pow(beta1, step));
      const correction2 = tf.sqrt(tf.sub(1, tf.pow(beta2, step)));
      // lr · (m / c1) / (√v / c2 + ε), with the scalars combined.
      const rate = tf.div(tf.mul(learningRate, correction2), correction1);
      const scaledEpsilon = tf.mul(correction2, epsilon);
      const update = createAdamUpdate(beta1, beta2);
      weights.forEach((weight, i) => {
        const [first, second] = [firstMoments[i]!, secondMoments[i]!];
        const gradient = gradients[weight.name]!;
        const [w, m, v] = update({ weight, gradient, first, second, rate, epsilon: scaledEpsilon });
        first.assign(m);
        second.assign(v);
        weight.assign(w);
      });
    },
    dispose: () => {
      disposeAll(variables);
    },
  };
}

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
function createAdamUpdate(beta1: number, beta2: number): (state: AdamState) => AdamResult {
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
