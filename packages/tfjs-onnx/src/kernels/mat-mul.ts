import type * as tf from '@tensorflow/tfjs-core';
import type { GraphValue } from '../graph/graph.js';
import { broadcastShape, type Recorder } from '../symbolic/recorder.js';
import type { SymbolicTensor } from '../symbolic/symbolic-tensor.js';
import { biasAndActivation } from './activation.js';
import type { Kernel, Kernels } from './kernel.js';

/** Multiplies matrices in the last two axes, [..., m, k] × [..., k, n], with the leading axes broadcast. */
function matMul(
  recorder: Recorder,
  a: SymbolicTensor,
  b: SymbolicTensor,
  transposeA: boolean,
  transposeB: boolean,
): SymbolicTensor {
  const { graph } = recorder;
  const { dtype } = a;
  // ONNX Runtime's Gemm takes only floats.
  if (a.shape.length === 2 && b.shape.length === 2 && dtype === 'float32') {
    // A matrix that is transposed in memory is used as it is.
    const [left, right] = [matrix(recorder, a), matrix(recorder, b)];
    const [transA, transB] = [transposeA !== left.transposed, transposeB !== right.transposed];
    const shape = [left.value.shape[Number(transA)]!, right.value.shape[1 - Number(transB)]!];
    const attributes = { transA: Number(transA), transB: Number(transB) };
    return recorder.tensor(graph.op('Gemm', [left.value, right.value], { type: dtype, shape }, attributes), dtype);
  }
  const left = lastTwoSwapped(recorder, a, transposeA);
  const right = lastTwoSwapped(recorder, b, transposeB);
  const batch = broadcastShape([left.shape.slice(0, -2), right.shape.slice(0, -2)]);
  const shape = [...batch, left.shape.at(-2)!, right.shape.at(-1)!];
  return recorder.tensor(graph.op('MatMul', [left, right], { type: dtype, shape }), dtype);
}

/** Returns a matrix as it is in memory, and whether it is transposed there. */
function matrix(recorder: Recorder, x: SymbolicTensor): { value: GraphValue; transposed: boolean } {
  if (x.kind === 'splat') return { value: recorder.plain(x), transposed: false };
  return { value: x.value, transposed: x.layout[0] === 1 };
}

/** Returns the value of a tensor with its last two axes swapped or not. */
function lastTwoSwapped(recorder: Recorder, x: SymbolicTensor, swap: boolean): GraphValue {
  const layout = x.shape.map((_, axis) => axis);
  if (swap) layout.push(...layout.splice(-2).reverse());
  return recorder.inLayout(x, layout);
}

const fusedMatMul: Kernel = (call) => {
  const attributes = call.attributes as tf._FusedMatMulAttrs;
  const product = matMul(call.recorder, call.input('a'), call.input('b'), attributes.transposeA, attributes.transposeB);
  return biasAndActivation(call, product, attributes);
};

/** Kernels of matrix multiplication. */
export const MAT_MUL_KERNELS: Kernels = {
  _FusedMatMul: fusedMatMul,
  BatchMatMul: (call) => {
    const { transposeA, transposeB } = call.attributes as tf.BatchMatMulAttrs;
    return matMul(call.recorder, call.input('a'), call.input('b'), transposeA, transposeB);
  },
};
