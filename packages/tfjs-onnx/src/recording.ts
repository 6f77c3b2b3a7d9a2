import type * as tf from '@tensorflow/tfjs-core';
import { NameTakenError } from './errors.js';
import type { GraphNode, GraphValue } from './graph/graph-node.js';
import { port } from './graph/named-graph.js';
import type { AxisLength, NamedGraph } from './graph/named-graph.js';
import { simplify } from './graph/simplify.js';
import { encodeModel } from './onnx/encode.js';
import type { EncodeOptions } from './onnx/encode.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/** What an input of a recorded function is. */
export interface InputSpec<Length extends AxisLength = AxisLength> {
  /** The lengths of its axes. A name stands for a length that each run may choose; it is the same wherever it stands. */
  readonly shape: readonly Length[];
  /** The type of its elements. Default: `float32`. */
  readonly dtype?: TensorType;
}

/** A `tf.Variable` that a recorded function reads or assigns. */
export interface RecordedVariable {
  readonly variable: tf.Variable;
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  /** The graph's input that takes its value, where the function reads it: called like the variable, if that name is free. */
  readonly input?: string;
  /** The graph's output that gives its new value, where the function assigns it. */
  readonly output?: string;
}

/** A TensorFlow.js computation as a graph. */
export interface Recording<Input extends string = string, Output extends string = string> {
  /** The inputs of the function, by name; what it did not use is not an input of the graph. */
  readonly inputs: Readonly<Partial<Record<Input, Required<InputSpec>>>>;
  /** The results of the function, by name; a length that runs choose is said by its name, or as `2 name`. */
  readonly outputs: Readonly<Record<Output, Required<InputSpec>>>;
  readonly variables: readonly RecordedVariable[];
  /** How many nodes of each ONNX operator the graph has. */
  readonly operators: Readonly<Record<string, number>>;
  /**
   * The graph as an ONNX model file.
   *
   * @throws `OpsetError` where the graph cannot be written in the operator set that is asked for.
   */
  toOnnx(options?: EncodeOptions): Uint8Array<ArrayBuffer>;
}

/** What a function made of its inputs and of the variables. */
export interface RecordedRun<Input extends string, Output extends string> {
  readonly inputs: readonly RecordedValue<Input>[];
  readonly outputs: readonly RecordedValue<Output>[];
  /** Every variable, with the value that it had and, where it was assigned, the one that it got. */
  readonly variables: readonly {
    readonly variable: tf.Variable;
    readonly dtype: TensorType;
    readonly before: GraphValue;
    readonly after: GraphValue;
  }[];
}

interface RecordedValue<Name extends string> extends Required<InputSpec> {
  readonly name: Name;
  readonly value: GraphValue;
}

/** What a recorded run is as a graph. */
export interface RecordedGraph<Input extends string, Output extends string> {
  readonly graph: NamedGraph;
  readonly inputs: readonly Omit<RecordedValue<Input>, 'value'>[];
  readonly outputs: readonly Omit<RecordedValue<Output>, 'value'>[];
  readonly variables: readonly RecordedVariable[];
}

/**
 * Makes a graph of all nodes that a function recorded, of which it keeps those that the outputs and the new values of the
 * variables need.
 *
 * @throws `NameTakenError` where an output is called like an input.
 */
export function graphOf<Input extends string, Output extends string>(
  allNodes: readonly GraphNode[],
  run: RecordedRun<Input, Output>,
): RecordedGraph<Input, Output> {
  const assigned = run.variables.filter(({ before, after }) => before !== after);
  const results = [...run.outputs.map(({ value }) => value), ...assigned.map(({ after }) => after)];
  const nodes = simplify(allNodes, results);
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...results]);
  const inputs = run.inputs.filter(({ value }) => used.has(value));

  const taken = new Set<string>();
  const take = (name: string) => {
    if (taken.has(name)) throw new NameTakenError(name);
    taken.add(name);
    return name;
  };
  const graphInputs = inputs.map(({ name, value }) => port(take(name), value));
  const graphOutputs = run.outputs.map(({ name, value }) => port(take(name), value));
  const takeFree = (name: string): string => (taken.has(name) ? takeFree(`${name}:variable`) : take(name));

  const variables = run.variables.flatMap(({ variable, dtype, before, after }): RecordedVariable[] => {
    if (before === after && !used.has(before)) return [];
    const input = used.has(before) ? takeFree(variable.name) : undefined;
    const output = before === after ? undefined : takeFree(`${variable.name}:next`);
    if (input !== undefined) graphInputs.push(port(input, before));
    if (output !== undefined) graphOutputs.push(port(output, after));
    return [
      {
        variable,
        shape: variable.shape,
        dtype,
        ...(input === undefined ? {} : { input }),
        ...(output === undefined ? {} : { output }),
      },
    ];
  });
  return { graph: { inputs: graphInputs, outputs: graphOutputs, nodes }, inputs, outputs: run.outputs, variables };
}

/** What is given to whoever had a function recorded. */
export function recordingOf<Input extends string, Output extends string>({
  graph,
  inputs,
  outputs,
  variables,
}: RecordedGraph<Input, Output>): Recording<Input, Output> {
  return {
    inputs: specsOf(inputs),
    outputs: specsOf(outputs) as Record<Output, Required<InputSpec>>,
    variables,
    operators: countOperators(graph.nodes),
    toOnnx: (options) => encodeModel(graph, options),
  };
}

function specsOf<Name extends string>(
  values: readonly Omit<RecordedValue<Name>, 'value'>[],
): Partial<Record<Name, Required<InputSpec>>> {
  const specs: Partial<Record<Name, Required<InputSpec>>> = {};
  for (const { name, shape, dtype } of values) specs[name] = { shape, dtype };
  return specs;
}

function countOperators(nodes: readonly GraphNode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of nodes) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
