import type * as tf from '@tensorflow/tfjs-core';

/** A weight of a layer. */
export interface NetworkWeight {
  /** `<layer>/<name>` */
  readonly originalName: string;
  /** The variable that holds it. */
  read(): tf.Tensor;
}

/** What is asked of a layer in order to calculate it. */
export interface NetworkLayer {
  readonly name: string;
  readonly weights: readonly NetworkWeight[];
  /** The first node says which layers it takes its inputs from. */
  readonly inboundNodes: readonly { readonly inboundLayers: readonly { readonly name: string }[] }[];
  getClassName(): string;
  getConfig(): Readonly<Record<string, unknown>>;
}

/** What is asked of a model in order to calculate it: a `LayersModel` has it, and so has what `openNetwork` gives. */
export interface Network {
  /** In an order in which each comes after those that it takes its inputs from. */
  readonly layers: readonly NetworkLayer[];
  readonly outputNames: readonly string[];
}
