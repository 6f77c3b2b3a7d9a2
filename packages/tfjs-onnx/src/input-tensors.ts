import type { Tensor } from 'onnxruntime-common';
import { InputError } from './errors.js';
import { sizeOf } from './graph/graph-node.js';
import type { AxisLength } from './graph/named-graph.js';
import type { OnnxRuntime, TensorData } from './onnx-runtime.js';
import type { InputSpec } from './recording.js';

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * The tensors that a graph takes, of the elements that it is run with. A free length is what the first input that has it
 * says, by how many elements there are.
 *
 * @throws `InputError` where elements are missing, too many, too few or of another type.
 */
export function inputTensors(
  runtime: OnnxRuntime,
  specs: Readonly<Record<string, Required<InputSpec>>>,
  inputs: Readonly<Record<string, TensorData | undefined>>,
): Record<string, Tensor> {
  let length: number | undefined;
  const tensors: Record<string, Tensor> = {};
  for (const [name, { shape, dtype }] of Object.entries(specs)) {
    const data = inputs[name];
    if (shape.some(isFree)) length ??= freeLengthOf(shape, data?.length ?? 0);
    const known = shape.map((axis) => (isFree(axis) ? (length ?? axis) : axis));
    const array = ARRAYS[dtype].name;
    if (known.some(isFree) || !(data instanceof ARRAYS[dtype]) || data.length !== sizeOf(known as number[])) {
      const found = data && { array: data.constructor.name, length: data.length };
      throw new InputError(name, shape, { array, length: sizeInWords(known) }, found);
    }
    tensors[name] = new runtime.Tensor(dtype, data as Uint8Array, known as number[]);
  }
  return tensors;
}

const isFree = (axis: AxisLength): axis is string => typeof axis === 'string';

/** The free length with which a shape has so many elements, if there is one. */
function freeLengthOf(shape: readonly AxisLength[], elements: number): number | undefined {
  const fixed = shape.filter((axis) => !isFree(axis));
  const length = Math.round((elements / sizeOf(fixed)) ** (1 / (shape.length - fixed.length)));
  return sizeOf(shape.map((axis) => (isFree(axis) ? length : axis))) === elements && length > 0 ? length : undefined;
}

/** How many elements there have to be: a number, or how many for each of a free length. */
function sizeInWords(shape: readonly AxisLength[]): number | string {
  const names = shape.filter(isFree);
  const fixed = sizeOf(shape.filter((axis) => !isFree(axis)));
  return names.length === 0 ? fixed : [fixed, ...names].join(' × ');
}
