import { Graph, sameShape, type GraphValue, type OnnxType } from '../graph/graph.js';
import {
  graphTensor,
  plainLayout,
  splat,
  type GraphTensor,
  type ImageLayout,
  type Layout,
  type SymbolicTensor,
  type TensorType,
} from './symbolic-tensor.js';

/** What kernels record with: a graph, and conversions between tensors and values of the graph. */
export class Recorder {
  constructor(
    /** The layout of images, where a kernel can choose. */
    readonly images: ImageLayout,
    readonly graph = new Graph(),
  ) {}

  /** Returns the tensor's value with the axes in the order of TensorFlow.js. */
  plain(tensor: SymbolicTensor): GraphValue {
    return this.inLayout(tensor, plainLayout(tensor.shape.length));
  }

  /** Returns the tensor's value in a layout. If it lies in that layout already, this adds no node. */
  inLayout(tensor: SymbolicTensor, layout: Layout): GraphValue {
    if (tensor.kind === 'splat') {
      const shape = layout.map((axis) => tensor.shape[axis]!);
      const number = this.scalar(tensor.dtype, tensor.number);
      if (shape.length === 0) return number;
      return this.graph.op('Expand', [number, this.graph.int64(shape)], { type: tensor.dtype, shape });
    }
    const order = layout.map((axis) => tensor.layout.indexOf(axis));
    return this.graph.transpose(tensor.value, order);
  }

  /** Adds a constant scalar. */
  scalar(type: OnnxType, number: number): GraphValue {
    return this.graph.constant(type, [], constantData(type, [number]));
  }

  /** Adds a constant vector. */
  vector(type: OnnxType, numbers: readonly number[]): GraphValue {
    return this.graph.constant(type, [numbers.length], constantData(type, numbers));
  }

  /** Creates the tensor of a value whose axes are in the order of TensorFlow.js, reshaped if a shape is given. */
  tensor(value: GraphValue, dtype: TensorType, shape: readonly number[] = value.shape): GraphTensor {
    return graphTensor(this.graph.reshape(value, shape), dtype, plainLayout(shape.length));
  }

  /** Converts a repeated number to a value of the graph. */
  inGraph(tensor: SymbolicTensor): GraphTensor {
    return tensor.kind === 'graph' ? tensor : this.tensor(this.plain(tensor), tensor.dtype);
  }

  /**
   * Records an elementwise operator with broadcasting.
   *
   * It runs in the layout of the largest operand, so that a chain of operators after a convolution needs no transposes. Among
   * equally large operands it prefers one that is not in the order of TensorFlow.js: a convolution left it there, and the result
   * probably goes to another one.
   *
   * @param emit records the operator on values that can be broadcast, and gets the shape of the result in memory.
   */
  elementwise(
    operands: readonly SymbolicTensor[],
    dtype: TensorType,
    emit: (values: readonly GraphValue[], shape: readonly number[]) => GraphValue,
  ): GraphTensor {
    const shape = broadcastShape(operands.map((operand) => operand.shape));
    const placed = operands.filter((operand) => operand.kind === 'graph');
    const leading = placed
      .filter((operand) => operand.shape.length === shape.length)
      .reduce<GraphTensor | undefined>((best, operand) => {
        if (best === undefined || operand.value.size > best.value.size) return operand;
        return operand.value.size === best.value.size && isPlain(best) && !isPlain(operand) ? operand : best;
      }, undefined);
    const layout = unitAxesFirst(leading?.layout ?? plainLayout(shape.length), shape);
    // A repeated number is broadcast from a scalar, unless no other operand has the whole shape.
    const covered = placed.length > 0 && sameShape(broadcastShape(placed.map((operand) => operand.shape)), shape);
    const expanded = covered ? -1 : operands.findIndex((operand) => operand.kind === 'splat');
    const values = operands.map((operand, i) =>
      operand.kind === 'splat' && i === expanded
        ? this.inLayout(splat(shape, operand.dtype, operand.number), layout)
        : this.broadcastable(operand, layout),
    );
    const value = emit(
      values,
      layout.map((axis) => shape[axis]!),
    );
    return graphTensor(value, dtype, layout);
  }

  /** Returns the tensor's value, ready to be broadcast against values in a layout of at least its rank. */
  private broadcastable(tensor: SymbolicTensor, layout: Layout): GraphValue {
    if (tensor.kind === 'splat') return this.scalar(tensor.dtype, tensor.number);
    if (tensor.shape.length === 0) return tensor.value;
    const missing = layout.length - tensor.shape.length;
    if (missing === 0) return this.inLayout(tensor, layout);
    const shape = [...Array<number>(missing).fill(1), ...tensor.shape];
    return this.inLayout(this.tensor(this.plain(tensor), tensor.dtype, shape), layout);
  }
}

const isPlain = ({ layout }: GraphTensor) => layout.every((axis, i) => axis === i);

/**
 * Moves axes of length one to the front of a layout. That moves no data, and ONNX Runtime takes thirty times as long to broadcast
 * along a last axis of length one.
 */
function unitAxesFirst(layout: Layout, shape: readonly number[]): Layout {
  return [...layout.filter((axis) => shape[axis] === 1), ...layout.filter((axis) => shape[axis] !== 1)];
}

/** Returns the shape that tensors of these shapes have when they are broadcast against each other. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    shapes
      .map((shape) => shape[axis - rank + shape.length] ?? 1)
      .reduce((length, other) => (length === 1 ? other : length), 1),
  );
}

function constantData(type: OnnxType, numbers: readonly number[]) {
  switch (type) {
    case 'float32':
      return Float32Array.from(numbers);
    case 'float64':
      return Float64Array.from(numbers);
    case 'int32':
      return Int32Array.from(numbers);
    case 'int64':
      return BigInt64Array.from(numbers, BigInt);
    case 'bool':
      return Uint8Array.from(numbers);
  }
}
