import type { Attributes, GraphValue, OnnxType } from '../graph/graph-node.js';
import { sameShape, sizeOf } from '../graph/graph-node.js';
import { Graph } from '../graph/graph.js';

/** From this many numbers in a row on, a sum is taken in two stages. */
const LONG = 256;

/**
 * A graph that takes sums and means of long rows of numbers in two stages, of parts and then of those.
 *
 * ONNX Runtime Web adds a row up in four running sums, where a CPU's wider registers have more of them: the mean of a channel of
 * 256 images came out with a relative error of 1.5e-5, and with 9e-7 in two stages, which take about as long. Errors of the former size
 * in a batch's statistics are enough to send gradients another way at the kink of a ReLU.
 */
export class GraphOfStagedSums extends Graph {
  override op(
    type: string,
    inputs: readonly (GraphValue | undefined)[],
    output: { type: OnnxType; shape: readonly number[] },
    attributes: Attributes = {},
  ): GraphValue {
    const [value, axes] = inputs;
    const row = type === 'ReduceSum' || type === 'ReduceMean' ? rowLength(value!, axes) : undefined;
    const part = row === undefined || row < LONG ? 1 : divisorNearRoot(row);
    // Of a prime number there are no equal parts.
    if (row === undefined || part === 1) return super.op(type, inputs, output, attributes);
    const rows = value!.size / row;
    const reduceLast = (x: GraphValue) => {
      const shape = x.shape.slice(0, -1);
      return super.op(type, [x, this.int64([shape.length])], { type: output.type, shape }, { keepdims: 0 });
    };
    const parts = reduceLast(this.reshape(value!, [rows, part, row / part]));
    return this.reshape(reduceLast(parts), output.shape);
  }
}

/** How many numbers in a row a reduction takes together, if it is the last axes in memory that it goes over. */
function rowLength({ shape }: GraphValue, axes: GraphValue | undefined): number | undefined {
  if (axes?.source.kind !== 'constant') return undefined;
  const reduced = Array.from(axes.source.data, Number).sort((a, b) => a - b);
  const last = [...shape.keys()].slice(shape.length - reduced.length);
  return sameShape(reduced, last) ? sizeOf(last.map((axis) => shape[axis]!)) : undefined;
}

/** The largest divisor of a number up to its square root. */
function divisorNearRoot(number: number): number {
  let divisor = Math.floor(Math.sqrt(number));
  while (number % divisor !== 0) divisor--;
  return divisor;
}
