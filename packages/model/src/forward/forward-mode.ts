import type * as tf from '@tensorflow/tfjs-core';

/** Callbacks during a calculation. */
export interface ForwardHooks {
  /**
   * Called with each layer's name and output, in order. The tensors are disposed of when `forward` returns: `tf.keep` a clone to keep one.
   */
  readonly onActivation?: ((layer: string, activation: tf.Tensor) => void) | undefined;
}

/** Inference: dropout does nothing, and batch normalisation takes its moving averages. No variable changes. */
export interface InferenceMode extends ForwardHooks {
  readonly training: false;
}

/** Training: batch normalisation takes the batch's statistics and moves its averages towards them. */
export interface TrainingMode extends ForwardHooks {
  readonly training: true;
  /**
   * Returns the mask of a dropout layer: 0 where an activation is dropped, 1 where it is kept. The layer divides the kept ones by
   * 1 − rate. The caller makes the masks, because those of TensorFlow.js are either the same in every step or cannot be reproduced.
   *
   * @param layer the layer's name.
   * @param shape the shape of the activations, [b, height, width, channels] or [b, units].
   */
  readonly dropoutMask: (layer: string, shape: readonly number[]) => tf.Tensor;
  /** The names of layers that are not trained and are calculated as in inference. Default: none. */
  readonly frozen?: ReadonlySet<string> | undefined;
}

export type ForwardMode = InferenceMode | TrainingMode;
