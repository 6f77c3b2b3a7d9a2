/** The element types that recorded graphs use. */
export type OnnxType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool';

/** Typed arrays that hold a constant, by ONNX type; booleans are bytes of 0 and 1. */
export type ConstantData = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** An operator's attributes; a number is an integer unless it is wrapped as `{ float }`, and `to` names a type. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

/** An operator with its inputs and its results. */
export interface GraphNode {
  readonly type: string;
  readonly inputs: readonly (GraphValue | undefined)[];
  readonly attributes: Attributes;
  outputs: readonly GraphValue[];
}

/** A value of the graph; its shape is the one it has in memory. */
export interface GraphValue {
  readonly id: number;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly size: number;
  readonly source:
    | { readonly kind: 'input' }
    | { readonly kind: 'constant'; readonly data: ConstantData }
    | { readonly kind: 'node'; readonly node: GraphNode; readonly index: number };
}

/** How many elements a shape holds. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);
