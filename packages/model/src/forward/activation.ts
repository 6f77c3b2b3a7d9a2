import { ADDEND_CLASSES } from '@mnist-adder/dataset';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What a row of an activation is of. Where every addend meets every image, what depends on the image alone has a row an
 * image, what depends on the addend alone a row an addend, and what depends on both a row a pair: image · 10 + addend. Where
 * each image has one addend given, all rows are of images.
 */
type Rows = 'image' | 'addend' | 'pair';

/** What a layer gives. */
export interface Activation {
  readonly rows: Rows;
  /** [rows, …], the rest as in the layer's own output shape. */
  readonly tensor: tf.Tensor;
  /** The logarithm of `tensor`, where a softmax made it and so has it without loss. */
  readonly logProbabilities?: tf.Tensor;
}

/** What a concatenation of activations with different rows gives: it is left to whoever takes it to join them. */
export interface Concatenation {
  readonly parts: readonly Activation[];
}

/** Applies an elementwise op of two operands, each row of the one with every row of the other where they are of different things. */
export function combine(op: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, a: Activation, b: Activation): Activation {
  if (a.rows === b.rows) return { rows: a.rows, tensor: op(a.tensor, b.tensor) };
  const grid = op(asGrid(a), asGrid(b));
  const [images, addends, ...rest] = grid.shape;
  return { rows: 'pair', tensor: tf.reshape(grid, [images * addends!, ...rest]) };
}

/** As [images, addends, …], with a 1 for what it does not depend on, so that arithmetic broadcasts: nothing is tiled. */
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

/** The same with a row for each pair. */
export function toPairs(activation: Activation, images: number): Activation {
  const { rows, tensor } = activation;
  if (rows === 'pair') return activation;
  // Adding zeros repeats rows with a sum for its gradient; tf.tile and tf.broadcastTo would slice it up.
  const other: Activation = {
    rows: rows === 'image' ? 'addend' : 'image',
    tensor: tf.zeros([rows === 'image' ? ADDEND_CLASSES : images, ...tensor.shape.slice(1).map(() => 1)]),
  };
  return combine(tf.add, activation, other);
}

/** Joins the parts of a concatenation along their last axis, with a row for each pair. */
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
