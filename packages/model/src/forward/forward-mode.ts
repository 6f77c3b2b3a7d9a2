import type * as tf from '@tensorflow/tfjs-core';

/** What is told of a calculation while it goes on. */
export interface ForwardHooks {
  /**
   * Is shown what each layer gives, in order. The tensors are disposed of when `forward` is done: `tf.keep` those to be kept.
   */
  readonly onActivation?: (layer: string, activation: tf.Tensor) => void;
}

/** As the model is used: dropout does nothing, batch normalisation takes its moving averages. Changes nothing. */
export interface InferenceMode extends ForwardHooks {
  readonly training: false;
}

/** As the model is trained: batch normalisation takes the batch's statistics and moves its averages towards them. */
export interface TrainingMode extends ForwardHooks {
  readonly training: true;
  /**
   * Gives the mask of a dropout layer, 0 where an activation is dropped and 1 where it is kept; the layer divides what is
   * kept by 1 − rate. A function of its own, because the masks of TensorFlow.js are either the same at every step or cannot
   * be reproduced.
   *
   * @param layer the layer's name.
   * @param shape of the activations, [b, height, width, channels] or [b, units].
   */
  readonly dropoutMask: (layer: string, shape: readonly number[]) => tf.Tensor;
  /** The names of layers that are calculated as the model is used, since they are not trained. Default: none. */
  readonly frozen?: ReadonlySet<string>;
}

export type ForwardMode = InferenceMode | TrainingMode;
