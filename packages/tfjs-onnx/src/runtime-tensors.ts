import type { Env, InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { TfjsOnnxError } from './errors.js';
import { sizeOf, type Dimension } from './graph/graph.js';
import type { InputSpec } from './recording.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/** The part of ONNX Runtime that this package uses: `onnxruntime-node` or `onnxruntime-web`. */
export interface OnnxRuntime {
  /** Creates sessions. */
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  /** Creates tensors. */
  readonly Tensor: TensorConstructor;
  /** Global settings of the runtime. */
  readonly env: Env;
}

/** The elements of a tensor: `Float32Array` for `float32`, `Int32Array` for `int32`, and bytes of 0 and 1 for `bool`. */
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** The array of an element type. */
export type ElementsOf<Type extends TensorType> = Type extends 'float32'
  ? Float32Array
  : Type extends 'int32'
    ? Int32Array
    : Uint8Array;

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * Creates the tensors for a run from their elements. The first input with the dynamic dimension decides its length.
 *
 * @throws `TfjsOnnxError` with code `wrong-input` if an array is missing, or has the wrong type or length.
 */
export function inputTensors(
  runtime: OnnxRuntime,
  specs: Readonly<Record<string, Required<InputSpec>>>,
  inputs: Readonly<Record<string, TensorData | undefined>>,
): Record<string, Tensor> {
  let length: number | undefined;
  const tensors: Record<string, Tensor> = {};
  for (const [input, { shape, dtype }] of Object.entries(specs)) {
    const data = inputs[input];
    if (shape.some(isDynamic)) length ??= dynamicLength(shape, data?.length ?? 0);
    const known = shape.map((axis) => (isDynamic(axis) ? (length ?? axis) : axis));
    if (!isFixed(known) || !(data instanceof ARRAYS[dtype]) || data.length !== sizeOf(known)) {
      const expected = { array: ARRAYS[dtype].name, length: describeSize(known) };
      throw wrongInput(input, shape, expected, data && { array: data.constructor.name, length: data.length });
    }
    tensors[input] = new runtime.Tensor(dtype, data as Uint8Array, known);
  }
  return tensors;
}

function wrongInput(
  input: string,
  shape: readonly Dimension[],
  expected: { readonly array: string; readonly length: number | string },
  found: { readonly array: string; readonly length: number } | undefined,
): TfjsOnnxError {
  const given = found === undefined ? 'nothing' : `${found.array}(${found.length})`;
  const message = `The input ${input} of shape [${shape.join(', ')}] takes ${expected.array}(${expected.length}) but got ${given}.`;
  return new TfjsOnnxError('wrong-input', message, { input, shape, expected, found });
}

const isDynamic = (axis: Dimension): axis is string => typeof axis === 'string';

const isFixed = (shape: readonly Dimension[]): shape is readonly number[] => !shape.some(isDynamic);

/** Returns the length of the dynamic dimension for which the shape has this many elements, if there is one. */
function dynamicLength(shape: readonly Dimension[], elements: number): number | undefined {
  const fixed = shape.filter((axis) => !isDynamic(axis));
  const length = Math.round((elements / sizeOf(fixed)) ** (1 / (shape.length - fixed.length)));
  return sizeOf(shape.map((axis) => (isDynamic(axis) ? length : axis))) === elements && length > 0 ? length : undefined;
}

/** Returns the number of elements of a shape, as a product in words if a dimension is dynamic: `784 × batch`. */
function describeSize(shape: readonly Dimension[]): number | string {
  const names = shape.filter(isDynamic);
  const fixed = sizeOf(shape.filter((axis) => !isDynamic(axis)));
  return names.length === 0 ? fixed : [fixed, ...names].join(' × ');
}
