import { sameShape } from '../graph/graph-node.js';
import type { GraphValue, OnnxType } from '../graph/graph-node.js';
import { Graph } from '../graph/graph.js';
import { graphTensor, plainLayout, splat } from './symbolic-tensor.js';
import type { GraphTensor, ImageLayout, Layout, SymbolicTensor, TensorType } from './symbolic-tensor.js';

/** What kernels record with: the graph, and the ways to get at a tensor's value in the layout that an operator wants. */
export class Recorder {
  constructor(
    /** How images lie wherever a kernel has the choice. */
    readonly images: ImageLayout,
    readonly graph = new Graph(),
  ) {}

  /** The value with its axes in memory as TensorFlow.js sees them. */
  plain(tensor: SymbolicTensor): GraphValue {
    return this.inLayout(tensor, plainLayout(tensor.shape.length));
  }

  /** The value with its axes in memory in the given order; free where they lie so already. */
  inLayout(tensor: SymbolicTensor, layout: Layout): GraphValue {
    if (tensor.kind === 'splat') {
      const shape = layout.map((axis) => tensor.shape[axis]!);
      const number = this.scalar(tensor.dtype, tensor.number);
      if (shape.length === 0) return number;
      return this.graph.op('Expand', [number, this.graph.int64(shape)], { type: tensor.dtype, shape });
    }
    return this.graph.transpose(
      tensor.value,
      layout.map((axis) => tensor.layout.indexOf(axis)),
    );
  }

  /**
   * The value ready to be broadcast against values of rank `layout.length` in that layout: missing leading axes are added
   * as axes of length one.
   */
  broadcastable(tensor: SymbolicTensor, layout: Layout): GraphValue {
    if (tensor.kind === 'splat') return this.scalar(tensor.dtype, tensor.number);
    if (tensor.shape.length === 0) return tensor.value;
    const missing = layout.length - tensor.shape.length;
    if (missing === 0) return this.inLayout(tensor, layout);
    const padded = graphTensor(
      this.graph.reshape(this.plain(tensor), [...Array<number>(missing).fill(1), ...tensor.shape]),
      tensor.dtype,
      plainLayout(layout.length),
    );
    return this.inLayout(padded, layout);
  }

  scalar(type: OnnxType, number: number): GraphValue {
    return this.graph.constant(type, [], constantData(type, [number]));
  }

  vector(type: OnnxType, numbers: readonly number[]): GraphValue {
    return this.graph.constant(type, [numbers.length], constantData(type, numbers));
  }

  /** The tensor of a value whose axes lie as TensorFlow.js sees them, under another shape if one is given. */
  tensor(value: GraphValue, dtype: TensorType, shape: readonly number[] = value.shape): GraphTensor {
    return graphTensor(this.graph.reshape(value, shape), dtype, plainLayout(shape.length));
  }

  /**
   * An elementwise operator over tensors that are broadcast against each other. It runs in the layout of its largest
   * operand, so that a chain of them after a convolution needs no transpose; of equally large ones, in that of the first which a
   * convolution or its like has left, since that is where the result is going.
   */
  elementwise(
    operands: readonly SymbolicTensor[],
    dtype: TensorType,
    emit: (values: readonly GraphValue[], shape: readonly number[]) => GraphValue,
  ): GraphTensor {
    const shape = broadcastShape(operands.map((operand) => operand.shape));
    const inGraph = operands.filter((operand) => operand.kind === 'graph');
    const leading = inGraph
      .filter((operand) => operand.shape.length === shape.length)
      .reduce<GraphTensor | undefined>((best, operand) => {
        if (best === undefined || operand.value.size > best.value.size) return operand;
        return operand.value.size === best.value.size && isPlain(best) && !isPlain(operand) ? operand : best;
      }, undefined);
    const layout = unitAxesFirst(leading?.layout ?? plainLayout(shape.length), shape);
    // Repeated numbers broadcast from a scalar, unless no other operand has the whole shape.
    const covered = inGraph.length > 0 && sameShape(broadcastShape(inGraph.map((operand) => operand.shape)), shape);
    const values = operands.map((operand, i) =>
      operand.kind === 'splat' && !covered && i === operands.findIndex((o) => o.kind === 'splat')
        ? this.inLayout(splat(shape, operand.dtype, operand.number), layout)
        : this.broadcastable(operand, layout),
    );
    return graphTensor(
      emit(
        values,
        layout.map((axis) => shape[axis]!),
      ),
      dtype,
      layout,
    );
  }
}

const isPlain = ({ layout }: GraphTensor) => layout.every((axis, i) => axis === i);

/**
 * The layout with axes of length one in front: moving them is free, and ONNX Runtime broadcasts along a last axis of length
 * one element by element, which takes thirty times as long.
 */
function unitAxesFirst(layout: Layout, shape: readonly number[]): Layout {
  return [...layout.filter((axis) => shape[axis] === 1), ...layout.filter((axis) => shape[axis] !== 1)];
}

/** The shape that the given shapes have when they are broadcast against each other. */
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
