import * as tf from '@tensorflow/tfjs-core';
import {
  ConstantAssignedError,
  FreeLengthError,
  InvalidResultError,
  NestedRecordingError,
  UnsupportedKernelError,
  VariableCreatedError,
} from './errors.js';
import { freeLength, PROBES } from './graph/free-length.js';
import type { AxisLength, NamedGraph } from './graph/named-graph.js';
import { graphOf, recordingOf } from './recording.js';
import type { InputSpec, RecordedGraph, RecordedRun, Recording } from './recording.js';
import { lendVariables } from './symbolic/lend-variables.js';
import type { LentVariable, VariableRole } from './symbolic/lend-variables.js';
import { registerKernels } from './symbolic/register-kernels.js';
import { recordableType, SymbolicBackend } from './symbolic/symbolic-backend.js';
import { graphTensor, plainLayout } from './symbolic/symbolic-tensor.js';
import type { ImageLayout } from './symbolic/symbolic-tensor.js';
import type { Target } from './targets/target.js';

const BACKEND = 'tfjs-onnx-recorder';

/** How a computation is written down; what it computes is the same. */
export interface RecordOptions {
  /**
   * How images lie in memory between convolutions and poolings. `channels-first` is ONNX's [batch, channels, height, width].
   * `batch-last` is [channels, height, width, batch], in which a training step of a batch takes a CPU a good deal less time.
   * Default: `channels-first`.
   */
  readonly images?: ImageLayout;
  /** Which of ONNX Runtime's providers the graph suits best; each of them executes it. Default: `cpu`. */
  readonly target?: Target;
  /**
   * What variables are in the graph. `carried`: inputs, and outputs where they are assigned, for {@link compile} to hand on from
   * run to run. `constants`: the values that they have now, as a model is exported; they may not be assigned then.
   * Default: `carried`.
   */
  readonly variables?: VariableRole;
}

/**
 * Runs `fn` on tensors without values, once, or twice where a length is free, and gives what it computes as a graph: the
 * forward pass, gradients that TensorFlow.js takes of it (`tf.variableGrads`, `tf.grads`), and the variables that it assigns.
 *
 * Variables stay as they were, on whichever backend they live: those that `fn` reads become inputs of the graph and those
 * that it assigns outputs. Other tensors that `fn` captures become constants.
 *
 * @param inputs what `fn` is called with, by name.
 * @param fn the function; it must be synchronous, and a pure function of its inputs and the variables.
 * @param options how to write the graph down.
 * @throws `UnsupportedKernelError` where `fn` uses a kernel that cannot be recorded.
 * @throws `ValueReadError` where `fn` reads the value of a tensor.
 * @throws `FrozenRandomnessError` where `fn` draws random numbers.
 * @throws `VariableCreatedError` where `fn` creates a variable.
 * @throws `InvalidResultError` where `fn` is async, or gives something else than tensors.
 * @throws `NameTakenError` where an output is called like an input.
 * @throws `FreeLengthError` where `fn` calculates otherwise for one length than for another, or where two lengths are free.
 * @throws `ConstantAssignedError` where `fn` assigns a variable that is to be a constant.
 * @throws `NestedRecordingError` where `fn` calls `record`.
 */
export function record<Input extends string, Output extends string>(
  inputs: Readonly<Record<Input, InputSpec>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
  options: RecordOptions = {},
): Recording<Input, Output> {
  const specs = Object.entries<InputSpec>(inputs);
  const [name, second] = new Set(
    specs.flatMap(([, { shape }]) => shape.filter((length) => typeof length === 'string')),
  );
  if (second !== undefined) throw new FreeLengthError(second);
  const at = (length: number) => {
    const fixed = specs.map(([input, spec]) => [input, { ...spec, shape: spec.shape.map(atLength(length)) }]);
    return recordFixed(Object.fromEntries(fixed) as Record<Input, InputSpec<number>>, fn, options);
  };
  if (name === undefined) return recordingOf(at(0));
  const [one, other] = [at(PROBES[0]), at(PROBES[1])];
  const graph = freeLength(name, [one.graph, other.graph]);
  const described = <Value extends { readonly name: string }>(values: readonly Value[], ports: NamedGraph['inputs']) =>
    values.map((value) => ({ ...value, shape: ports.find((port) => port.name === value.name)!.shape }));
  return recordingOf({
    graph,
    inputs: described(one.inputs, graph.inputs),
    outputs: described(one.outputs, graph.outputs),
    variables: one.variables,
  });
}

const atLength = (length: number) => (axis: AxisLength) => (typeof axis === 'string' ? length : axis);

function recordFixed<Input extends string, Output extends string>(
  inputs: Readonly<Record<Input, InputSpec<number>>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
  { images = 'channels-first', target = 'cpu', variables = 'carried' }: RecordOptions,
): RecordedGraph<Input, Output> {
  const engine = tf.engine();
  // Null before the first use of a backend, and then again after the recording.
  const previous = tf.getBackend() as string | null | undefined;
  if (previous === BACKEND) throw new NestedRecordingError();
  registerKernels(BACKEND);
  const backend = new SymbolicBackend(images, target);
  tf.registerBackend(BACKEND, () => backend);
  // Synchronous for a backend made by a synchronous factory.
  void tf.setBackend(BACKEND);
  const before = new Set(Object.values(engine.registeredVariables));
  const lent = lendVariables(backend, variables);
  engine.startScope('record');
  try {
    return graphOf(backend.recorder.graph.nodes, run(backend, lent, inputs, fn));
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

function run<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  lent: readonly LentVariable[],
  specs: Readonly<Record<Input, InputSpec<number>>>,
  fn: (tensors: Record<Input, tf.Tensor>) => Record<Output, tf.Tensor>,
): RecordedRun<Input, Output> {
  const inputs = (Object.entries(specs) as [Input, InputSpec<number>][]).map(([name, { shape, dtype = 'float32' }]) => {
    const value = backend.recorder.graph.input(dtype, shape);
    const info = backend.register(graphTensor(value, dtype, plainLayout(shape.length)));
    return { name, shape, dtype, value, tensor: tf.engine().makeTensorFromTensorInfo(info) };
  });
  const tensors = Object.fromEntries(inputs.map(({ name, tensor }) => [name, tensor])) as Record<Input, tf.Tensor>;
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  const results = call(fn, tensors);
  const created = Object.keys(tf.engine().registeredVariables).find((name) => !before.has(name));
  if (created !== undefined) throw new VariableCreatedError(created);
  checkResults(results);

  const plain = (tensor: tf.Tensor) => backend.recorder.plain(backend.resolve(tensor));
  return {
    inputs,
    outputs: (Object.entries(results) as [Output, tf.Tensor][]).map(([name, tensor]) => {
      return { name, shape: tensor.shape, dtype: recordableType(tensor.dtype), value: plain(tensor) };
    }),
    variables: lent.flatMap(({ variable, dtype, placeholder, isAssigned }) => {
      if (placeholder !== undefined) return [{ variable, dtype, before: placeholder, after: plain(variable) }];
      if (isAssigned()) throw new ConstantAssignedError(variable.name);
      return [];
    }),
  };
}

/** Calls the function, and says of kernels that are missing which they are. */
function call<Tensors, Results>(fn: (tensors: Tensors) => Results, tensors: Tensors): Results {
  try {
    return fn(tensors);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const kernelName = /^Kernel '(.*)' not registered for backend/.exec(message)?.[1];
    throw kernelName === undefined ? error : new UnsupportedKernelError(kernelName);
  }
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
