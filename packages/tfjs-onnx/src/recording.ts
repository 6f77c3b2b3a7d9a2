import type * as tf from '@tensorflow/tfjs-core';
import { TfjsOnnxError } from './errors.js';
import { port, type Dimension, type GraphNode, type GraphValue, type NamedGraph, type Port } from './graph/graph.js';
import { simplify } from './graph/simplify.js';
import { encodeModel, type EncodeOptions } from './onnx/encode.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/** The shape and type of an input of a recorded function. */
export interface InputSpec<Length extends Dimension = Dimension> {
  /**
   * The length of each axis. A name instead of a number is a dynamic dimension: each run chooses its length. Several inputs can
   * have it, but a recording can have only one name.
   */
  readonly shape: readonly Length[];
  /** The type of the elements. Default: `float32`. */
  readonly dtype?: TensorType;
}

/** The symbolic tensors that a recorded function gets: each has the rank of its input. */
export type RecordedTensors<Inputs extends Readonly<Record<string, InputSpec>>> = {
  -readonly [Name in keyof Inputs]: TensorOf<Inputs[Name]['shape']>;
};

/** The tensor of a shape: `tf.Tensor2D` for [4, 3], and `tf.Tensor` if the number of axes is not known. */
export type TensorOf<Shape extends readonly Dimension[]> = number extends Shape['length']
  ? tf.Tensor
  : [
      tf.Scalar,
      tf.Tensor1D,
      tf.Tensor2D,
      tf.Tensor3D,
      tf.Tensor4D,
      tf.Tensor5D,
      tf.Tensor<tf.Rank.R6>,
    ][Shape['length'] & (0 | 1 | 2 | 3 | 4 | 5 | 6)];

/** The element type of each input. */
export type InputTypes<Inputs extends Readonly<Record<string, InputSpec>>> = {
  readonly [Name in keyof Inputs & string]: Inputs[Name] extends { readonly dtype: infer Type extends TensorType }
    ? Type
    : 'dtype' extends keyof Inputs[Name]
      ? TensorType
      : 'float32';
};

/** A `tf.Variable` that a recorded function reads or assigns. */
export interface RecordedVariable {
  /** The variable itself. */
  readonly variable: tf.Variable;
  /** The shape of the variable. */
  readonly shape: readonly number[];
  /** The type of the variable's elements. */
  readonly dtype: TensorType;
  /** The name of the graph's input for the variable, if the function reads it. It is the variable's name, if that is free. */
  readonly input: string | undefined;
  /** The name of the graph's output for the variable's new value, if the function assigns it. */
  readonly output: string | undefined;
}

/** A TensorFlow.js computation, recorded as a graph. */
export interface Recording<
  Input extends string = string,
  Output extends string = string,
  Types extends Readonly<Record<Input, TensorType>> = Record<Input, TensorType>,
> {
  /** The inputs that the function uses, by name. Others are not inputs of the graph. */
  readonly inputs: { readonly [Name in Input]?: Required<InputSpec> & { readonly dtype: Types[Name] } };
  /** The results of the function, by name. A dynamic dimension is given in words: `batch`, `2 batch`, `batch - 1`. */
  readonly outputs: Readonly<Record<Output, Required<InputSpec>>>;
  /** The variables that the function reads or assigns. Empty if it was recorded with variables as constants. */
  readonly variables: readonly RecordedVariable[];
  /** The number of nodes in the graph, by ONNX operator. */
  readonly operators: Readonly<Record<string, number>>;
  /**
   * Writes the graph as the bytes of an ONNX model file.
   *
   * @throws `TfjsOnnxError` with code `unsupported-opset` if the graph cannot be written in the operator set.
   */
  toOnnx(options?: EncodeOptions): Uint8Array<ArrayBuffer>;
}

/** What a function did while it was recorded: its inputs and results, and all variables with their values before and after. */
export interface RecordedRun<Input extends string, Output extends string> {
  readonly inputs: readonly RecordedValue<Input>[];
  readonly outputs: readonly RecordedValue<Output>[];
  readonly variables: readonly {
    readonly variable: tf.Variable;
    readonly dtype: TensorType;
    readonly before: GraphValue;
    readonly after: GraphValue;
  }[];
}

interface RecordedValue<Name extends string> extends NamedSpec<Name> {
  readonly value: GraphValue;
}

interface NamedSpec<Name extends string> extends Required<InputSpec> {
  readonly name: Name;
}

/** A graph with descriptions of its inputs, outputs and variables. */
export interface RecordedGraph<Input extends string, Output extends string> {
  readonly graph: NamedGraph;
  readonly inputs: readonly NamedSpec<Input>[];
  readonly outputs: readonly NamedSpec<Output>[];
  readonly variables: readonly RecordedVariable[];
}

/**
 * Builds the graph of a recorded run: simplified, with a name for each input and output.
 *
 * @param allNodes the nodes that were recorded, whether or not a result needs them.
 * @throws `TfjsOnnxError` with code `name-taken` if an output has the name of an input.
 */
export function buildGraph<Input extends string, Output extends string>(
  allNodes: readonly GraphNode[],
  run: RecordedRun<Input, Output>,
): RecordedGraph<Input, Output> {
  const assigned = run.variables.filter(({ before, after }) => before !== after);
  const results = [...run.outputs.map(({ value }) => value), ...assigned.map(({ after }) => after)];
  const nodes = simplify(allNodes, results);
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...results]);
  const inputs = run.inputs.filter(({ value }) => used.has(value));

  const names = new Set<string>(inputs.map(({ name }) => name));
  for (const { name } of run.outputs) {
    if (names.has(name)) {
      const message = `The recorded function has an input and an output called ${name}. Rename one of them.`;
      throw new TfjsOnnxError('name-taken', message, { name });
    }
    names.add(name);
  }
  const freeName = (name: string): string => {
    if (names.has(name)) return freeName(`${name}:variable`);
    names.add(name);
    return name;
  };
  const graphInputs = inputs.map(({ name, value }) => port(name, value));
  const graphOutputs = run.outputs.map(({ name, value }) => port(name, value));
  const addPort = (ports: Port[], name: string, value: GraphValue) => {
    const free = freeName(name);
    ports.push(port(free, value));
    return free;
  };
  const variables = run.variables.flatMap(({ variable, dtype, before, after }): RecordedVariable[] => {
    if (before === after && !used.has(before)) return [];
    const input = used.has(before) ? addPort(graphInputs, variable.name, before) : undefined;
    const output = before === after ? undefined : addPort(graphOutputs, `${variable.name}:next`, after);
    return [{ variable, shape: variable.shape, dtype, input, output }];
  });
  return { graph: { inputs: graphInputs, outputs: graphOutputs, nodes }, inputs, outputs: run.outputs, variables };
}

/** Creates the public view of a recorded graph. */
export function createRecording<Input extends string, Output extends string>({
  graph,
  inputs,
  outputs,
  variables,
}: RecordedGraph<Input, Output>): Recording<Input, Output> {
  const operators: Record<string, number> = {};
  for (const { type } of graph.nodes) operators[type] = (operators[type] ?? 0) + 1;
  return {
    inputs: specsByName(inputs),
    outputs: specsByName(outputs) as Record<Output, Required<InputSpec>>,
    variables,
    operators,
    toOnnx: (options) => encodeModel(graph, options),
  };
}

function specsByName<Name extends string>(
  values: readonly NamedSpec<Name>[],
): Partial<Record<Name, Required<InputSpec>>> {
  const specs: Partial<Record<Name, Required<InputSpec>>> = {};
  for (const { name, shape, dtype } of values) specs[name] = { shape, dtype };
  return specs;
}
