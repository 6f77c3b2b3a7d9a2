import * as tf from '@tensorflow/tfjs-core';
import { UnsupportedKernelError, VariableCreatedError } from './errors.js';
import type { GraphNode, GraphValue } from './graph/graph-node.js';
import { simplify } from './graph/simplify.js';
import { kernelCall } from './kernels/kernel.js';
import { KERNELS } from './kernels/table.js';
import { encodeModel } from './onnx/encode.js';
import { recordableType, SymbolicBackend } from './symbolic/symbolic-backend.js';
import { graphTensor, plainLayout } from './symbolic/symbolic-tensor.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';

/** What an input of a recorded function is. */
export interface InputSpec {
  /** The lengths of its axes. */
  readonly shape: readonly number[];
  /** The type of its elements. Default: `float32`. */
  readonly dtype?: TensorType;
}

/** A `tf.Variable` that a recorded function reads or assigns. */
export interface RecordedVariable {
  readonly variable: tf.Variable;
  readonly shape: readonly number[];
  readonly dtype: TensorType;
  /** The graph's input that takes its value, where the function reads it. */
  readonly input?: string;
  /** The graph's output that gives its new value, where the function assigns it. */
  readonly output?: string;
}

/** A TensorFlow.js computation as a graph. */
export interface Recording<Input extends string = string, Output extends string = string> {
  /** The inputs of the function, by name; what it did not use is not an input of the graph. */
  readonly inputs: Readonly<Partial<Record<Input, Required<InputSpec>>>>;
  /** The results of the function, by name. */
  readonly outputs: Readonly<Record<Output, Required<InputSpec>>>;
  readonly variables: readonly RecordedVariable[];
  /** How many nodes of each ONNX operator the graph has. */
  readonly operators: Readonly<Record<string, number>>;
  /** The graph as an ONNX model file (opset 18). */
  toOnnx(): Uint8Array<ArrayBuffer>;
}

const BACKEND = 'tfjs-onnx-recorder';

/**
 * Runs `fn` once on tensors without values and gives what it computes as a graph: the forward pass, gradients that
 * TensorFlow.js takes of it (`tf.variableGrads`, `tf.grads`), and the variables that it assigns.
 *
 * Variables stay as they were, on whichever backend they live: those that `fn` reads become inputs of the graph and those
 * that it assigns outputs. Other tensors that `fn` captures become constants.
 *
 * @param inputs what `fn` is called with, by name.
 * @param fn the function; it must be synchronous, and a pure function of its inputs and the variables.
 * @throws {UnsupportedKernelError} where `fn` uses a kernel that cannot be recorded.
 * @throws {ValueReadError} where `fn` reads the value of a tensor.
 * @throws {FrozenRandomnessError} where `fn` draws random numbers.
 * @throws {VariableCreatedError} where `fn` creates a variable.
 */
export function record<Input extends string, Output extends string>(
  inputs: Readonly<Record<Input, InputSpec>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
): Recording<Input, Output> {
  registerKernels();
  const engine = tf.engine();
  const previous = tf.getBackend();
  const backend = new SymbolicBackend();
  tf.registerBackend(BACKEND, () => backend);
  // Synchronous for a backend made by a synchronous factory.
  void tf.setBackend(BACKEND);
  const variables = Object.values(engine.registeredVariables).map((variable) => lend(backend, variable));
  engine.startScope('record');
  try {
    return finish(backend, inputs, run(backend, inputs, fn), variables);
  } finally {
    engine.endScope();
    const lent = new Set(variables.map(({ variable }) => variable));
    for (const variable of Object.values(engine.registeredVariables)) if (!lent.has(variable)) variable.dispose();
    for (const { giveBack } of variables) giveBack();
    void tf.setBackend(previous);
    tf.removeBackend(BACKEND);
  }
}

/** A variable that stands for an input of the graph while `fn` runs. */
interface LentVariable {
  readonly variable: tf.Variable;
  readonly name: string;
  readonly placeholder: GraphValue;
  giveBack(): void;
}

function lend(backend: SymbolicBackend, variable: tf.Variable): LentVariable {
  const engine = tf.engine();
  const { name, shape } = variable;
  const dtype = recordableType(variable.dtype);
  const own = variable.dataId;
  const placeholder = backend.recorder.graph.input(name, dtype, shape);
  const stand = backend.register(graphTensor(placeholder, dtype, plainLayout(shape.length)));
  // Counted as one more tensor until it is given back, as TensorFlow.js counts what a variable holds.
  engine.trackTensor(variableWith(variable, stand.dataId), backend);
  return {
    variable,
    name,
    placeholder,
    giveBack() {
      engine.disposeTensor(variable);
      variable.dataId = own;
    },
  };
}

function variableWith(variable: tf.Variable, dataId: tf.DataId): tf.Variable {
  variable.dataId = dataId;
  return variable;
}

/** The inputs of a graph and what they are; and the tensors that `fn` made of them. */
interface Run<Output extends string> {
  readonly inputs: ReadonlyMap<string, GraphValue>;
  readonly results: Record<Output, tf.Tensor>;
}

function run<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  specs: Readonly<Record<Input, InputSpec>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
): Run<Output> {
  const inputs = new Map<string, GraphValue>();
  const tensors = {} as Record<Input, tf.Tensor>;
  for (const [name, { shape, dtype = 'float32' }] of Object.entries<InputSpec>(specs)) {
    const value = backend.recorder.graph.input(name, dtype, shape);
    const info = backend.register(graphTensor(value, dtype, plainLayout(shape.length)));
    inputs.set(name, value);
    tensors[name as Input] = tf.engine().makeTensorFromDataId(info.dataId, info.shape, dtype);
  }
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  let results: Record<Output, tf.Tensor>;
  try {
    results = fn(tensors);
  } catch (error) {
    const kernelName = /^Kernel '(.*)' not registered for backend/.exec(
      error instanceof Error ? error.message : '',
    )?.[1];
    throw kernelName === undefined ? error : new UnsupportedKernelError(kernelName);
  }
  const created = Object.keys(tf.engine().registeredVariables).find((name) => !before.has(name));
  if (created !== undefined) throw new VariableCreatedError(created);
  return { inputs, results };
}

function finish<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  specs: Readonly<Record<Input, InputSpec>>,
  { inputs, results }: Run<Output>,
  lent: readonly LentVariable[],
): Recording<Input, Output> {
  const plain = (tensor: tf.Tensor) => backend.recorder.plain(backend.resolve(tensor));
  const outputs = new Map<string, GraphValue>();
  for (const [name, tensor] of Object.entries<tf.Tensor>(results)) outputs.set(name, plain(tensor));
  const assigned = new Map<LentVariable, GraphValue>();
  for (const each of lent) {
    const value = plain(each.variable);
    if (value !== each.placeholder) assigned.set(each, value);
  }
  const nodes = simplify(backend.recorder.graph.nodes, [...outputs.values(), ...assigned.values()]);
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...outputs.values(), ...assigned.values()]);

  const variables = lent
    .filter((each) => used.has(each.placeholder) || assigned.has(each))
    .map((each) => ({
      variable: each.variable,
      shape: each.variable.shape,
      dtype: recordableType(each.variable.dtype),
      ...(used.has(each.placeholder) ? { input: each.name } : {}),
      ...(assigned.has(each) ? { output: nextName(each.name) } : {}),
    }));
  const graph = {
    inputs: [
      ...[...inputs].filter(([, value]) => used.has(value)),
      ...lent.filter((each) => used.has(each.placeholder)).map((each) => [each.name, each.placeholder] as const),
    ],
    outputs: [...outputs, ...[...assigned].map(([each, value]) => [nextName(each.name), value] as const)],
    nodes,
  };
  const usedSpecs = Object.entries<InputSpec>(specs).filter(([name]) => used.has(inputs.get(name)!));
  return {
    inputs: describe<Input>(usedSpecs),
    outputs: describe<Output>(Object.entries<tf.Tensor>(results)) as Record<Output, Required<InputSpec>>,
    variables,
    operators: countOperators(nodes),
    toOnnx: () => encodeModel(graph),
  };
}

/** The name of the output that gives a variable's new value. */
const nextName = (variable: string) => `${variable}:next`;

function describe<Name extends string>(
  entries: readonly (readonly [string, { readonly shape: readonly number[]; readonly dtype?: tf.DataType }])[],
): Partial<Record<Name, Required<InputSpec>>> {
  const specs: Partial<Record<string, Required<InputSpec>>> = {};
  for (const [name, { shape, dtype = 'float32' }] of entries) specs[name] = { shape, dtype: recordableType(dtype) };
  return specs;
}

function countOperators(nodes: readonly GraphNode[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of nodes) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Makes the kernels known to TensorFlow.js, once. */
function registerKernels(): void {
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    if (tf.getKernel(kernelName, BACKEND) != null) continue;
    tf.registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs, backend }) => {
        const symbolic = backend as SymbolicBackend;
        const result = kernel(
          kernelCall(kernelName, symbolic.recorder, inputs, attrs, (info) => symbolic.resolve(info)),
        );
        return Array.isArray(result) ? result.map((tensor) => symbolic.register(tensor)) : symbolic.register(result);
      },
    });
  }
}
