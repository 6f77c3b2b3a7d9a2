import type * as tf from '@tensorflow/tfjs-core';
import type { Attributes, GraphValue, OnnxType } from '../graph/graph.js';
import type { Recorder } from '../symbolic/recorder.js';
import { splat, type SymbolicTensor, type TensorType } from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';

/** Records operators on every element of a tensor, in the layout that it has. */
export function mapElements(
  recorder: Recorder,
  x: SymbolicTensor,
  emit: (x: GraphValue) => GraphValue,
  dtype: TensorType = x.dtype,
): SymbolicTensor {
  if (x.kind === 'graph') return recorder.elementwise([x], dtype, ([value]) => emit(value!));
  // A repeated number is computed once, and then expanded.
  const one = emit(recorder.scalar(x.dtype, x.number));
  return recorder.elementwise([recorder.tensor(one, dtype), splat(x.shape, dtype, 0)], dtype, ([value], shape) =>
    recorder.graph.op('Expand', [value!, recorder.graph.int64(shape)], { type: dtype, shape }),
  );
}

const like = (x: GraphValue, type: OnnxType = x.type) => ({ type, shape: x.shape });

/** Creates a kernel of operators that take the tensor's own type. */
const composed =
  (emit: (recorder: Recorder, x: GraphValue) => GraphValue): Kernel =>
  ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => emit(recorder, x));

/** Casts to another type. NaN and infinities become the integer 0, as in JavaScript. */
export function castTo(recorder: Recorder, x: GraphValue, type: OnnxType): GraphValue {
  const { graph } = recorder;
  if (type !== 'int32' || (x.type !== 'float32' && x.type !== 'float64')) return graph.cast(x, type);
  const single = graph.cast(x, 'float32');
  const odd = graph.op('Or', [isNaNOf(recorder, single), isInf(recorder, single)], like(x, 'bool'));
  return graph.cast(graph.op('Where', [odd, recorder.scalar(x.type, 0), x], like(x)), 'int32');
}

/** Creates a kernel of one ONNX operator that takes integers as well as floats. */
const operator = (type: string): Kernel => composed((recorder, x) => recorder.graph.op(type, [x], like(x)));

/**
 * Creates a kernel that computes with floats. For integers it returns truncated integers, as TensorFlow.js does.
 *
 * @param type the type to compute with: 64 bits where 32 are not precise enough near zero.
 */
const onFloats = (
  emit: (recorder: Recorder, x: GraphValue) => GraphValue,
  type: 'float32' | 'float64' = 'float32',
): Kernel => composed((recorder, x) => castTo(recorder, emit(recorder, recorder.graph.cast(x, type)), x.type));

/** Creates a kernel of one ONNX operator that takes only floats. */
const floatOperator = (type: string, attributes: Attributes = {}): Kernel =>
  onFloats((recorder, x) => recorder.graph.op(type, [x], like(x), attributes));

/** Creates a kernel with a boolean result. */
const predicate =
  (emit: (recorder: Recorder, x: GraphValue) => GraphValue): Kernel =>
  ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => emit(recorder, recorder.graph.cast(x, 'float32')), 'bool');

/** Records a test of every element: whether it is NaN. */
export const isNaNOf = (recorder: Recorder, x: GraphValue): GraphValue =>
  recorder.graph.op('IsNaN', [x], like(x, 'bool'));
const isInf = (recorder: Recorder, x: GraphValue) => recorder.graph.op('IsInf', [x], like(x, 'bool'));
const not = (recorder: Recorder, x: GraphValue) => recorder.graph.op('Not', [x], like(x));
const greater = (recorder: Recorder, x: GraphValue, bound: number) =>
  recorder.graph.op('Greater', [x, recorder.scalar(x.type, bound)], like(x, 'bool'));
const plus = (recorder: Recorder, x: GraphValue, addend: number) =>
  recorder.graph.op('Add', [x, recorder.scalar(x.type, addend)], like(x));

/**
 * 1 where x is positive, and `alpha` elsewhere.
 *
 * For NaN, TensorFlow.js returns NaN. With an alpha of 0 this returns 0: it is the gradient of ReLU, which is computed for every
 * activation of a training step, and the test would make it half as fast.
 */
const step: Kernel = (call) => {
  const { recorder, input } = call;
  const { alpha } = call.attributes as tf.StepAttrs;
  return mapElements(recorder, input('x'), (x) => {
    const positive = greater(recorder, x, 0);
    if (alpha === 0) return recorder.graph.cast(positive, x.type);
    const values = [recorder.scalar(x.type, 1), recorder.scalar(x.type, alpha)];
    const stepped = recorder.graph.op('Where', [positive, ...values], like(x));
    return x.type === 'float32' ? recorder.graph.op('Where', [isNaNOf(recorder, x), x, stepped], like(x)) : stepped;
  });
};

/** The sign, which is 0 for NaN. */
const sign = composed((recorder, x) => {
  const value = recorder.graph.op('Sign', [x], like(x));
  if (x.type !== 'float32') return value;
  return recorder.graph.op('Where', [isNaNOf(recorder, x), recorder.scalar('float32', 0), value], like(x));
});

/** The exponential. For integers it is a float, unlike the other functions. */
const exp: Kernel = ({ recorder, input }) =>
  mapElements(
    recorder,
    input('x'),
    (x) => {
      const value = recorder.graph.cast(x, 'float32');
      return recorder.graph.op('Exp', [value], like(value));
    },
    'float32',
  );

/** x where it is positive, and `alpha` · x elsewhere. For integers it is a float too. */
const leakyRelu: Kernel = ({ recorder, input, attributes }) => {
  const alpha = { float: (attributes as tf.LeakyReluAttrs).alpha };
  const emit = (x: GraphValue) => {
    const value = recorder.graph.cast(x, 'float32');
    return recorder.graph.op('LeakyRelu', [value], like(value), { alpha });
  };
  return mapElements(recorder, input('x'), emit, 'float32');
};

/** Limits elements to the range from `min` to `max`. */
export const clip = (recorder: Recorder, x: GraphValue, min: number, max: number): GraphValue =>
  recorder.graph.op('Clip', [x, recorder.scalar(x.type, min), recorder.scalar(x.type, max)], like(x));

const cast: Kernel = (call) => {
  const { recorder, input } = call;
  const dtype = (call.attributes as tf.CastAttrs).dtype as TensorType;
  const x = input('x');
  if (x.kind === 'splat') {
    const number =
      dtype === 'bool'
        ? Number(x.number !== 0)
        : dtype === 'int32'
          ? Math.trunc(Number.isFinite(x.number) ? x.number : 0)
          : x.number;
    return splat(x.shape, dtype, number);
  }
  return mapElements(recorder, x, (value) => castTo(recorder, value, dtype), dtype);
};

/** Elementwise kernels of one input. */
export const UNARY_KERNELS: Kernels = {
  Abs: operator('Abs'),
  Acos: floatOperator('Acos'),
  Acosh: floatOperator('Acosh'),
  Asin: floatOperator('Asin'),
  Asinh: floatOperator('Asinh'),
  Atan: floatOperator('Atan'),
  Atanh: floatOperator('Atanh'),
  Cast: cast,
  Ceil: floatOperator('Ceil'),
  ClipByValue: (call) => {
    const { clipValueMin, clipValueMax } = call.attributes as tf.ClipByValueAttrs;
    return composed((recorder, x) => clip(recorder, x, clipValueMin, clipValueMax))(call);
  },
  Cos: floatOperator('Cos'),
  Cosh: floatOperator('Cosh'),
  Elu: floatOperator('Elu'),
  Erf: floatOperator('Erf'),
  Exp: exp,
  Expm1: onFloats((recorder, x) => plus(recorder, recorder.graph.op('Exp', [x], like(x)), -1), 'float64'),
  Floor: floatOperator('Floor'),
  IsFinite: predicate((recorder, x) =>
    not(recorder, recorder.graph.op('Or', [isNaNOf(recorder, x), isInf(recorder, x)], like(x, 'bool'))),
  ),
  IsInf: predicate(isInf),
  IsNan: predicate(isNaNOf),
  LeakyRelu: leakyRelu,
  Log: floatOperator('Log'),
  Log1p: onFloats((recorder, x) => recorder.graph.op('Log', [plus(recorder, x, 1)], like(x)), 'float64'),
  LogicalNot: ({ recorder, input }) =>
    mapElements(recorder, input('x'), (x) => not(recorder, recorder.graph.cast(x, 'bool')), 'bool'),
  Neg: operator('Neg'),
  Reciprocal: floatOperator('Reciprocal'),
  Relu: operator('Relu'),
  Relu6: composed((recorder, x) => clip(recorder, x, 0, 6)),
  Round: floatOperator('Round'),
  Rsqrt: onFloats((recorder, x) => recorder.graph.op('Reciprocal', [recorder.graph.op('Sqrt', [x], like(x))], like(x))),
  Selu: floatOperator('Selu'),
  Sigmoid: floatOperator('Sigmoid'),
  Sign: sign,
  Sin: floatOperator('Sin'),
  Sinh: floatOperator('Sinh'),
  Softplus: floatOperator('Softplus'),
  Sqrt: floatOperator('Sqrt'),
  Square: composed((recorder, x) => recorder.graph.op('Mul', [x, x], like(x))),
  Step: step,
  Tan: floatOperator('Tan'),
  Tanh: floatOperator('Tanh'),
};
