import type * as tf from '@tensorflow/tfjs-core';
import type { GraphValue, OnnxType } from '../graph/graph-node.js';
import type { Recorder } from '../symbolic/recorder.js';
import { splat } from '../symbolic/symbolic-tensor.js';
import type { SymbolicTensor, TensorType } from '../symbolic/symbolic-tensor.js';
import { attributesOf } from './kernel.js';
import type { Kernel, KernelCall, Kernels } from './kernel.js';

/** Applies nodes to every element of a tensor, in whatever layout it has. */
export function mapElements(
  recorder: Recorder,
  x: SymbolicTensor,
  emit: (x: GraphValue) => GraphValue,
  dtype: TensorType = x.dtype,
): SymbolicTensor {
  if (x.kind === 'graph') return recorder.elementwise([x], dtype, ([value]) => emit(value!));
  // Computed once on the number, then repeated.
  const one = emit(recorder.scalar(x.dtype, x.number));
  return recorder.elementwise([recorder.tensor(one, dtype), splat(x.shape, dtype, 0)], dtype, ([value], shape) =>
    recorder.graph.op('Expand', [value!, recorder.graph.int64(shape)], { type: dtype, shape }),
  );
}

const like = (x: GraphValue, type: OnnxType = x.type) => ({ type, shape: x.shape });

/** A kernel that is one ONNX operator of one input. */
const operator =
  (type: string): Kernel =>
  ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => recorder.graph.op(type, [x], like(x)));

/** A kernel that is an ONNX operator with a truth value as its result. */
const test =
  (emit: (recorder: Recorder, x: GraphValue) => GraphValue): Kernel =>
  ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => emit(recorder, x), 'bool');

/** A kernel composed of several operators. */
const composed =
  (emit: (recorder: Recorder, x: GraphValue) => GraphValue): Kernel =>
  ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => emit(recorder, x));

const isNaN = (recorder: Recorder, x: GraphValue) => recorder.graph.op('IsNaN', [x], like(x, 'bool'));
const isInf = (recorder: Recorder, x: GraphValue) => recorder.graph.op('IsInf', [x], like(x, 'bool'));
const not = (recorder: Recorder, x: GraphValue) => recorder.graph.op('Not', [x], like(x));
const greater = (recorder: Recorder, x: GraphValue, bound: number) =>
  recorder.graph.op('Greater', [x, recorder.scalar(x.type, bound)], like(x, 'bool'));
const plus = (recorder: Recorder, x: GraphValue, addend: number) =>
  recorder.graph.op('Add', [x, recorder.scalar(x.type, addend)], like(x));

/** `alpha` where x is not positive, 1 where it is; TensorFlow.js keeps NaN. */
const step: Kernel = (call) => {
  const { recorder, input } = call;
  const { alpha } = attributesOf<tf.StepAttrs>(call);
  return mapElements(recorder, input('x'), (x) => {
    const positive = greater(recorder, x, 0);
    if (alpha === 0) return recorder.graph.cast(positive, x.type);
    const values = [recorder.scalar(x.type, 1), recorder.scalar(x.type, alpha)];
    return recorder.graph.op('Where', [positive, ...values], like(x));
  });
};

/** An operator whose only attribute is a float called `alpha`. */
const withAlpha = (call: KernelCall, type: string, alpha: number) =>
  mapElements(call.recorder, call.input('x'), (x) =>
    call.recorder.graph.op(type, [x], like(x), { alpha: { float: alpha } }),
  );

const clip: Kernel = (call) => {
  const { recorder, input } = call;
  const { clipValueMin, clipValueMax } = attributesOf<tf.ClipByValueAttrs>(call);
  return mapElements(recorder, input('x'), (x) => {
    const bounds = [recorder.scalar(x.type, clipValueMin), recorder.scalar(x.type, clipValueMax)];
    return recorder.graph.op('Clip', [x, ...bounds], like(x));
  });
};

const cast: Kernel = (call) => {
  const { recorder, input } = call;
  const dtype = attributesOf<tf.CastAttrs>(call).dtype as TensorType;
  const x = input('x');
  if (x.kind === 'splat') {
    const number = dtype === 'bool' ? Number(x.number !== 0) : dtype === 'int32' ? Math.trunc(x.number) : x.number;
    return splat(x.shape, dtype, number);
  }
  return mapElements(recorder, x, (value) => recorder.graph.cast(value, dtype), dtype);
};

/** Kernels of one input that treat each element by itself. */
export const UNARY_KERNELS: Kernels = {
  Abs: operator('Abs'),
  Acos: operator('Acos'),
  Asin: operator('Asin'),
  Atan: operator('Atan'),
  Cast: cast,
  Ceil: operator('Ceil'),
  ClipByValue: clip,
  Cos: operator('Cos'),
  Cosh: operator('Cosh'),
  Elu: (call) => withAlpha(call, 'Elu', 1),
  Erf: operator('Erf'),
  Exp: operator('Exp'),
  Expm1: composed((recorder, x) => plus(recorder, recorder.graph.op('Exp', [x], like(x)), -1)),
  Floor: operator('Floor'),
  IsFinite: test((recorder, x) =>
    not(recorder, recorder.graph.op('Or', [isNaN(recorder, x), isInf(recorder, x)], like(x, 'bool'))),
  ),
  IsInf: test(isInf),
  IsNan: test(isNaN),
  LeakyRelu: (call) => withAlpha(call, 'LeakyRelu', attributesOf<tf.LeakyReluAttrs>(call).alpha),
  Log: operator('Log'),
  Log1p: composed((recorder, x) => recorder.graph.op('Log', [plus(recorder, x, 1)], like(x))),
  LogicalNot: operator('Not'),
  Neg: operator('Neg'),
  Reciprocal: operator('Reciprocal'),
  Relu: operator('Relu'),
  Relu6: composed((recorder, x) =>
    recorder.graph.op('Clip', [x, recorder.scalar(x.type, 0), recorder.scalar(x.type, 6)], like(x)),
  ),
  Round: operator('Round'),
  Rsqrt: composed((recorder, x) =>
    recorder.graph.op('Reciprocal', [recorder.graph.op('Sqrt', [x], like(x))], like(x)),
  ),
  Selu: operator('Selu'),
  Sigmoid: operator('Sigmoid'),
  Sign: operator('Sign'),
  Sin: operator('Sin'),
  Sinh: operator('Sinh'),
  Softplus: operator('Softplus'),
  Sqrt: operator('Sqrt'),
  Square: composed((recorder, x) => recorder.graph.op('Mul', [x, x], like(x))),
  Step: step,
  Tan: operator('Tan'),
  Tanh: operator('Tanh'),
};
