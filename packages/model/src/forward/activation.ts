import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What the rows of an activation stand for. If all addends meet each image, an activation that depends on the image alone has one row an
 * image, one that depends on the addend alone has one row an addend, and one that depends on both has one row a pair, image · 10 + addend.
 * If each image has one addend, all rows stand for images.
 */
type Rows = 'image' | 'addend' | 'pair';

/** The output of a layer. */
export interface Activation {
  readonly rows: Rows;
  /** [rows, …]; the other axes are those of the layer's output shape. */
  readonly tensor: tf.Tensor;
  /** The logarithm of `tensor`, if a softmax made it and has the logarithm without loss of precision. */
  readonly logProbabilities?: tf.Tensor;
}

/** A concatenation of activations with different rows. The layer that takes it joins them, or need not. */
export interface Concatenation {
  readonly parts: readonly Activation[];
}

/** Applies an elementwise op of two operands. If their rows stand for different things, each row meets every row of the other. */
export function combine(op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, a: Activation, b: Activation): Activation {
  if (a.rows === b.rows) return { rows: a.rows, tensor: op(a.tensor, b.tensor) };
  const grid = op(asGrid(a), asGrid(b));
  const [images, addends, ...rest] = grid.shape;
  return { rows: 'pair', tensor: tf.reshape(grid, [images * addends!, ...rest]) };
}

/** Reshapes to [images, addends, …], with 1 for the axis that it does not depend on, so that arithmetic broadcasts and nothing is tiled. */
function asGrid({ rows, tensor }: Activation): tf.Tensor {
  const [length, ...rest] = tensor.shape;
  switch (rows) {
    case 'image':
      return tf.reshape(tensor, [length, 1, ...rest]);
    case 'addend':
      return tf.reshape(tensor, [1, length, ...rest]);
    case 'pair':
      return tf.reshape(tensor, [length / ADDEND_CLASSES, ADDEND_CLASSES, ...rest]);
  }
}

/** The same activation with one row a pair. */
export function toPairs(activation: Activation, images: number): Activation {
  const { rows, tensor } = activation;
  if (rows === 'pair') return activation;
  // Adding zeros repeats rows, and its gradient is a sum. The gradients of tf.tile and tf.broadcastTo take many slices.
  const other: Activation = {
    rows: rows === 'image' ? 'addend' : 'image',
    tensor: tf.zeros([rows === 'image' ? ADDEND_CLASSES : images, ...tensor.shape.slice(1).map(() => 1)]),
  };
  return combine(tf.add, activation, other);
}

/** Joins the parts of a concatenation along their last axis, with one row a pair. */
export function join(value: Activation | Concatenation, images: number): Activation {
  if (!('parts' in value)) return value;
  return {
    rows: 'pair',
    tensor: tf.concat(
      value.parts.map((part) => toPairs(part, images).tensor),
      -1,
    ),
  };
}
