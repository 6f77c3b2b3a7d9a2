import type * as tf from '@tensorflow/tfjs-core';
import { sameShape, type GraphValue } from '../graph/graph.js';
import { broadcastShape, type Recorder } from '../symbolic/recorder.js';
import { splat, type SymbolicTensor, type TensorType } from '../symbolic/symbolic-tensor.js';
import type { Kernel, Kernels } from './kernel.js';
import { castTo, mapElements } from './unary.js';

/** Records an ONNX operator of two operands, with broadcasting. */
export function combine(
  recorder: Recorder,
  type: string,
  a: SymbolicTensor,
  b: SymbolicTensor,
  dtype: TensorType = a.dtype,
): SymbolicTensor {
  return recorder.elementwise([a, b], dtype, (values, shape) =>
    recorder.graph.op(type, values, { type: dtype, shape }),
  );
}

/**
 * Creates a kernel of arithmetic.
 *
 * @param number computes the result for two repeated numbers, while recording.
 * @param neutral repeated numbers that, as the right or left operand, leave the other operand as it is.
 */
const arithmetic =
  (type: string, number: (a: number, b: number) => number, neutral?: { right: number; left?: number }): Kernel =>
  ({ recorder, input }) => {
    const [a, b] = [input('a'), input('b')];
    const shape = broadcastShape([a.shape, b.shape]);
    if (a.kind === 'splat' && b.kind === 'splat') return splat(shape, a.dtype, number(a.number, b.number));
    if (b.kind === 'splat' && b.number === neutral?.right && sameShape(a.shape, shape)) return a;
    if (a.kind === 'splat' && a.number === neutral?.left && sameShape(b.shape, shape)) return b;
    return combine(recorder, type, a, b);
  };

const comparison =
  (type: string): Kernel =>
  ({ recorder, input }) => {
    const [a, b] = [input('a'), input('b')];
    // ONNX compares booleans only for equality. As integers they compare in the same way.
    const comparable = (x: SymbolicTensor) => (x.dtype === 'bool' ? asType(recorder, x, 'int32') : x);
    return combine(recorder, type, comparable(a), comparable(b), 'bool');
  };

const logical =
  (type: string): Kernel =>
  ({ recorder, input }) =>
    combine(recorder, type, asType(recorder, input('a'), 'bool'), asType(recorder, input('b'), 'bool'));

/** Casts a tensor. */
export function asType(recorder: Recorder, x: SymbolicTensor, dtype: TensorType): SymbolicTensor {
  if (x.dtype === dtype) return x;
  if (x.kind === 'splat') return splat(x.shape, dtype, x.number);
  return recorder.elementwise([x], dtype, ([value]) => recorder.graph.cast(value!, dtype));
}

/** Divides, and rounds towards minus infinity. Quotients of integers are exact enough as 64-bit floats, but not as 32-bit ones. */
const floorDiv: Kernel = ({ recorder, input }) => {
  const [a, b] = [input('a'), input('b')];
  return recorder.elementwise([a, b], 'int32', ([x, y], shape) => {
    const { graph } = recorder;
    const type = a.dtype === 'int32' ? 'float64' : 'float32';
    const quotient = graph.op('Div', [graph.cast(x!, type), graph.cast(y!, type)], { type, shape });
    return castTo(recorder, graph.op('Floor', [quotient], { type, shape }), 'int32');
  });
};

/** The remainder with the sign of the divisor. For floats it is computed, as in TensorFlow.js, from remainders with the sign of the dividend. */
const mod: Kernel = ({ recorder, input }) => {
  const [a, b] = [input('a'), input('b')];
  return recorder.elementwise([a, b], a.dtype, ([x, y], shape) => {
    const { graph } = recorder;
    const of = { type: a.dtype, shape };
    if (a.dtype === 'int32') return graph.op('Mod', [x, y], of);
    const remainder = (dividend: GraphValue) => graph.op('Mod', [dividend, y], of, { fmod: 1 });
    const zero = recorder.scalar(a.dtype, 0);
    const negative = (value: GraphValue) => graph.op('Less', [value, zero], { type: 'bool', shape: value.shape });
    const signsDiffer = graph.op('Xor', [negative(x!), negative(y!)], { type: 'bool', shape });
    const rest = remainder(x!);
    return graph.op('Where', [signsDiffer, remainder(graph.op('Add', [rest, y], of)), rest], of);
  });
};

/** Records x where it is at least 0, and alpha · x elsewhere, as floats. */
export function prelu(recorder: Recorder, x: SymbolicTensor, alpha: SymbolicTensor): SymbolicTensor {
  const operands = [asType(recorder, x, 'float32'), asType(recorder, alpha, 'float32')];
  return recorder.elementwise(operands, 'float32', ([value, slope], shape) => {
    const of = { type: 'float32', shape } as const;
    const scaled = recorder.graph.op('Mul', [value, slope], of);
    const negative = recorder.graph.op('Less', [value, recorder.scalar('float32', 0)], { type: 'bool', shape });
    return recorder.graph.op('Where', [negative, scaled, value], of);
  });
}

const eluGrad: Kernel = ({ recorder, input }) =>
  recorder.elementwise([input('dy'), input('y')], 'float32', ([dy, y], shape) => {
    const { graph } = recorder;
    const of = { type: 'float32', shape } as const;
    const slope = graph.op('Add', [y, recorder.scalar('float32', 1)], of);
    const rising = graph.op('GreaterOrEqual', [y, recorder.scalar('float32', 0)], { type: 'bool', shape });
    return graph.op('Where', [rising, dy, graph.op('Mul', [dy, slope], of)], of);
  });

/** Takes elements of `t` where the condition is true, and of `e` elsewhere. */
export function where(
  recorder: Recorder,
  condition: SymbolicTensor,
  t: SymbolicTensor,
  e: SymbolicTensor,
): SymbolicTensor {
  // ONNX Runtime selects no booleans.
  if (t.dtype === 'bool') {
    const [first, second] = [asType(recorder, t, 'int32'), asType(recorder, e, 'int32')];
    return asType(recorder, where(recorder, condition, first, second), 'bool');
  }
  return recorder.elementwise([condition, t, e], t.dtype, (values, shape) =>
    recorder.graph.op('Where', values, { type: t.dtype, shape }),
  );
}

const addN: Kernel = ({ recorder, list }) => {
  const terms = list();
  const [{ dtype }] = terms as [SymbolicTensor];
  // ONNX Runtime sums several tensors at once only if they are floats.
  if (dtype !== 'float32') return terms.reduce((sum, term) => combine(recorder, 'Add', sum, term));
  return recorder.elementwise(terms, dtype, (values, shape) =>
    recorder.graph.op('Sum', values, { type: dtype, shape }),
  );
};

/**
 * (x − mean) · scale / √(variance + ε) + offset. The mean is subtracted first: x · factor + shift would lose the digits that a large
 * mean and x have in common.
 */
const fusedBatchNorm: Kernel = (call) => {
  const { recorder } = call;
  const [x, mean, variance] = [call.input('x'), call.input('mean'), call.input('variance')];
  const [offset, scale] = [call.optionalInput('offset'), call.optionalInput('scale')];
  const { varianceEpsilon } = call.attributes as tf.FusedBatchNormAttrs;
  const shifted = combine(recorder, 'Add', variance, splat([], 'float32', varianceEpsilon));
  const deviation = mapElements(recorder, shifted, (value) => recorder.graph.op('Sqrt', [value], value));
  const factor = combine(recorder, 'Div', scale ?? splat([], 'float32', 1), deviation);
  const scaled = combine(recorder, 'Mul', combine(recorder, 'Sub', x, mean), factor);
  return offset === undefined ? scaled : combine(recorder, 'Add', scaled, offset);
};

/** Elementwise kernels of two and more inputs, with broadcasting. */
export const BINARY_KERNELS: Kernels = {
  Add: arithmetic('Add', (a, b) => a + b, { right: 0, left: 0 }),
  AddN: addN,
  EluGrad: eluGrad,
  Equal: comparison('Equal'),
  FloorDiv: floorDiv,
  FusedBatchNorm: fusedBatchNorm,
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  LogicalAnd: logical('And'),
  LogicalOr: logical('Or'),
  Maximum: arithmetic('Max', Math.max),
  Minimum: arithmetic('Min', Math.min),
  Mod: mod,
  Multiply: arithmetic('Mul', (a, b) => a * b, { right: 1, left: 1 }),
  NotEqual: ({ recorder, input }) => {
    const equal = combine(recorder, 'Equal', input('a'), input('b'), 'bool');
    return recorder.elementwise([equal], 'bool', ([value], shape) =>
      recorder.graph.op('Not', [value], { type: 'bool', shape }),
    );
  },
  Pow: arithmetic('Pow', (a, b) => a ** b, { right: 1 }),
  Prelu: ({ recorder, input }) => prelu(recorder, input('x'), input('alpha')),
  RealDiv: arithmetic('Div', (a, b) => a / b, { right: 1 }),
  Select: ({ recorder, input }) => where(recorder, input('condition'), input('t'), input('e')),
  SquaredDifference: ({ recorder, input }) => {
    const difference = combine(recorder, 'Sub', input('a'), input('b'));
    return combine(recorder, 'Mul', difference, difference);
  },
  Sub: arithmetic('Sub', (a, b) => a - b, { right: 0 }),
};
