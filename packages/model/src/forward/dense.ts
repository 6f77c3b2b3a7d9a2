import * as tf from '@tensorflow/tfjs-core';
import { combine, type Activation, type Concatenation } from './activation.js';
import { applyNonlinearity, weightOf, type LayerFunction } from './layer-call.js';

export const dense: LayerFunction = (call) => {
  const { useBias, activation } = call.config as { useBias: boolean; activation: string };
  const kernel = weightOf(call, 'kernel') as tf.Tensor2D;
  const bias = useBias ? weightOf(call, 'bias') : undefined;
  return applyNonlinearity(activation, affine(call.inputs[0]!, kernel, bias));
};

function affine(value: Activation | Concatenation, kernel: tf.Tensor2D, bias: tf.Tensor | undefined): Activation {
  if ('parts' in value) return affineOfParts(value, kernel, bias);
  const product = tf.matMul(value.tensor, kernel);
  return { rows: value.rows, tensor: bias === undefined ? product : tf.add(product, bias) };
}

/**
 * [x, a] · W = x · Wₓ + a · Wₐ. So the embedding is multiplied once an image and the addend once an addend. Only an addition is left for
 * each pair.
 */
function affineOfParts({ parts }: Concatenation, kernel: tf.Tensor2D, bias: tf.Tensor | undefined): Activation {
  let row = 0;
  const last = parts.length - 1;
  return parts
    .map((part, i) => {
      const width = part.tensor.shape.at(-1)!;
      const rows = tf.slice(kernel, [row, 0], [width, -1]);
      row += width;
      // The last part is the addend, which has the fewest rows to add the bias to.
      return affine(part, rows, i === last ? bias : undefined);
    })
    .reduce((sum, product) => combine(tf.add, sum, product));
}
