import type { LayerActivation, LayerWeights } from '../prediction/protocol.js';

/** A layer with all the numbers that its output is calculated from. */
export interface LayerNumbers {
  /** The layer's class in TensorFlow.js: `Conv2D`. */
  readonly type: string;
  /** The layer's settings. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The outputs of the layers before it, for one image. */
  readonly inputs: readonly LayerActivation[];
  readonly weights: LayerWeights;
}

/** The numbers that a unit is calculated from, in the order of the layer's weights. All arrays have the same length. */
export interface Terms {
  /** Which of the layer's inputs a number comes from: 0 is the first. */
  readonly inputs: Uint8Array;
  /** The number's index in that input; −1 for the border around an image, which no layer gives. */
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** What each number is multiplied by; undefined if it is taken as it is. */
  readonly weights: Float64Array | undefined;
}

/** How the output of one unit of a layer came about: terms become one number, and a function is applied to it. */
export interface Explanation {
  readonly terms: Terms;
  /** What is done with the terms: they are added up with their weights, the largest is taken, they are multiplied, or the only one is copied. */
  readonly operation: 'sum' | 'largest' | 'product' | 'copy';
  /** The axes of the terms, [height, width, channels], if they lie in a window over an image. */
  readonly window: readonly [height: number, width: number, channels: number] | undefined;
  /** What is added to the sum; undefined if there is none. */
  readonly bias: number | undefined;
  /** The number before the function. */
  readonly before: number;
  /** The function; undefined if there is none. */
  readonly then: AppliedFunction | undefined;
  readonly result: number;
}

/** A function that is applied to the sum of a unit. */
export interface AppliedFunction {
  /** `ReLU` */
  readonly title: string;
  /** What the function does, in words. */
  readonly words: string;
  /** For a softmax: the numbers of all units, which it brings to a sum of 1. */
  readonly logits: readonly number[] | undefined;
}

/** Says that a layer cannot be taken apart, and why. */
export interface Unexplained {
  readonly why: string;
}

/** The product of each term with its weight. */
export const productsOf = ({ values, weights }: Terms): Float64Array =>
  weights === undefined ? values : values.map((value, i) => value * weights[i]!);
