import * as tf from '@tensorflow/tfjs-core';
import {
  InvalidResultError,
  NameTakenError,
  NestedRecordingError,
  UnsupportedKernelError,
  VariableCreatedError,
} from './errors.js';
import type { GraphNode, GraphValue } from './graph/graph-node.js';
import { simplify } from './graph/simplify.js';
import { encodeModel } from './onnx/encode.js';
import { lendVariables } from './symbolic/lend-variables.js';
import type { LentVariable } from './symbolic/lend-variables.js';
import { registerKernels } from './symbolic/register-kernels.js';
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
 * @throws {InvalidResultError} where `fn` is async, or gives something else than tensors.
 * @throws {NameTakenError} where inputs, outputs and variables share a name.
 * @throws {NestedRecordingError} where `fn` calls `record`.
 */
export function record<Input extends string, Output extends string>(
  inputs: Readonly<Record<Input, InputSpec>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
): Recording<Input, Output> {
  const engine = tf.engine();
  // Null before the first use of a backend, and then again after the recording.
  const previous = tf.getBackend() as string | null | undefined;
  if (previous === BACKEND) throw new NestedRecordingError();
  registerKernels(BACKEND);
  const backend = new SymbolicBackend();
  tf.registerBackend(BACKEND, () => backend);
  // Synchronous for a backend made by a synchronous factory.
  void tf.setBackend(BACKEND);
  const before = new Set(Object.values(engine.registeredVariables));
  const lent = lendVariables(backend);
  engine.startScope('record');
  try {
    return finish(backend, inputs, run(backend, inputs, fn, before), lent);
  } finally {
    engine.endScope();
    disposeTape();
    for (const variable of Object.values(engine.registeredVariables)) if (!before.has(variable)) variable.dispose();
    for (const { giveBack } of lent) giveBack();
    if (previous != null) void tf.setBackend(previous);
    tf.removeBackend(BACKEND);
  }
}

/** Frees what a gradient kept whose function threw, which TensorFlow.js leaves lying. */
function disposeTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  // Null after a gradient that came to its end.
  const tape = state.activeTape as typeof state.activeTape | null | undefined;
  for (const { saved } of tape ?? []) for (const tensor of saved ?? []) tensor.dispose();
  state.activeTape = [];
}

/** The inputs of a graph, and the tensors that `fn` made of them. */
interface Run<Output extends string> {
  readonly inputs: ReadonlyMap<string, GraphValue>;
  readonly results: Readonly<Record<Output, tf.Tensor>>;
}

function run<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  specs: Readonly<Record<Input, InputSpec>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
  variables: ReadonlySet<tf.Variable>,
): Run<Output> {
  const inputs = new Map<string, GraphValue>();
  const tensors = {} as Record<Input, tf.Tensor>;
  for (const [name, { shape, dtype = 'float32' }] of Object.entries<InputSpec>(specs)) {
    const value = backend.recorder.graph.input(name, dtype, shape);
    const info = backend.register(graphTensor(value, dtype, plainLayout(shape.length)));
    inputs.set(name, value);
    tensors[name as Input] = tf.engine().makeTensorFromTensorInfo(info);
  }
  let results: Record<Output, tf.Tensor>;
  try {
    results = fn(tensors);
  } catch (error) {
    const kernelName = /^Kernel '(.*)' not registered for backend/.exec(
      error instanceof Error ? error.message : '',
    )?.[1];
    throw kernelName === undefined ? error : new UnsupportedKernelError(kernelName);
  }
  const created = Object.values(tf.engine().registeredVariables).find((variable) => !variables.has(variable));
  if (created !== undefined) throw new VariableCreatedError(created.name);
  checkResults(results);
  return { inputs, results };
}

/** Checks what a function that may come from JavaScript returned. */
function checkResults(results: unknown): asserts results is Record<string, tf.Tensor> {
  if (results instanceof Promise) {
    // It goes on without the recorder and fails; that it was refused is said here.
    results.catch(() => undefined);
    throw new InvalidResultError(undefined, 'a promise');
  }
  if (typeof results !== 'object' || results === null || results instanceof tf.Tensor) {
    throw new InvalidResultError(undefined, results instanceof tf.Tensor ? 'a tensor' : String(results));
  }
  for (const [name, result] of Object.entries(results)) {
    if (!(result instanceof tf.Tensor)) throw new InvalidResultError(name, typeof result);
  }
}

function finish<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  specs: Readonly<Record<Input, InputSpec>>,
  { inputs, results }: Run<Output>,
  lent: readonly LentVariable[],
): Recording<Input, Output> {
  const plain = (tensor: tf.Tensor) => backend.recorder.plain(backend.resolve(tensor));
  const outputs = Object.entries<tf.Tensor>(results).map(([name, tensor]) => [name, plain(tensor)] as const);
  const assigned = new Map<LentVariable, GraphValue>();
  for (const each of lent) {
    const value = plain(each.variable);
    if (value !== each.placeholder) assigned.set(each, value);
  }
  const finalValues = [...outputs.map(([, value]) => value), ...assigned.values()];
  const nodes = simplify(backend.recorder.graph.nodes, finalValues);
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...finalValues]);

  const variables = lent
    .filter((each) => used.has(each.placeholder) || assigned.has(each))
    .map((each): RecordedVariable => {
      const { variable, dtype, placeholder } = each;
      return {
        variable,
        shape: variable.shape,
        dtype,
        ...(used.has(placeholder) ? { input: variable.name } : {}),
        ...(assigned.has(each) ? { output: nextName(variable) } : {}),
      };
    });
  const graph = {
    inputs: [
      ...[...inputs].filter(([, value]) => used.has(value)),
      ...lent
        .filter(({ placeholder }) => used.has(placeholder))
        .map(({ variable, placeholder }) => [variable.name, placeholder] as const),
    ],
    outputs: [...outputs, ...[...assigned].map(([{ variable }, value]) => [nextName(variable), value] as const)],
    nodes,
  };
  checkNames([...graph.inputs, ...graph.outputs].map(([name]) => name));
  const usedSpecs = Object.entries<InputSpec>(specs).filter(([name]) => used.has(inputs.get(name)));
  return {
    inputs: describe<Input>(usedSpecs),
    outputs: describe<Output>(Object.entries<tf.Tensor>(results)) as Record<Output, Required<InputSpec>>,
    variables,
    operators: countOperators(nodes),
    toOnnx: () => encodeModel(graph),
  };
}

/** The name of the output that gives a variable's new value. */
const nextName = (variable: tf.Variable) => `${variable.name}:next`;

function checkNames(names: readonly string[]): void {
  const taken = names.find((name, i) => names.indexOf(name) < i);
  if (taken !== undefined) throw new NameTakenError(taken);
}

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
