import * as tf from '@tensorflow/tfjs-core';
import { checkInputSpecs, checkOptions, invalidArgument } from './check-arguments.js';
import { TfjsOnnxError, unsupportedKernel } from './errors.js';
import { mergeProbes, PROBES } from './graph/dynamic-dimension.js';
import type { NamedGraph } from './graph/graph.js';
import { inIsolation, protectTensors } from './isolation.js';
import {
  buildGraph,
  createRecording,
  type InputSpec,
  type InputTypes,
  type RecordedGraph,
  type RecordedRun,
  type RecordedTensors,
  type Recording,
} from './recording.js';
import { recordableType, registerKernels, SymbolicBackend } from './symbolic-backend.js';
import { makeVariablesSymbolic, type SymbolicVariable } from './symbolic-variables.js';
import { graphTensor, plainLayout, type ImageLayout } from './symbolic/symbolic-tensor.js';
import { TARGET_NAMES, type Target } from './targets/target.js';

const BACKEND = 'tfjs-onnx-recorder';

/** How a computation is recorded. None of these options changes what it computes. */
export interface RecordOptions {
  /**
   * The layout of images between convolutions and poolings. `channels-first` is ONNX's [batch, channels, height, width].
   * `batch-last` is [channels, height, width, batch], which makes the training step of a batch much faster on a CPU.
   * Default: `channels-first`.
   */
  readonly images?: ImageLayout | undefined;
  /** The execution provider that the graph is written for. Every provider executes every graph. Default: `cpu`. */
  readonly target?: Target | undefined;
  /**
   * What variables become. `carried`: inputs of the graph, and outputs if they are assigned; {@link compile} keeps their values
   * from run to run. `constants`: the values that they have now, as in an exported model; the function must not assign them.
   * Default: `carried`.
   */
  readonly variables?: 'carried' | 'constants' | undefined;
}

/**
 * Records what a function computes as a graph: the forward pass, gradients (`tf.variableGrads`, `tf.grads`), and assignments to
 * variables.
 *
 * `record` runs the function once on symbolic tensors. These have shapes but no values, and every operation on them adds nodes
 * to the graph. If a dimension is dynamic, the function runs twice. Variables keep their values, on any backend. Other tensors
 * that the function captures become constants.
 *
 * @param inputs the shape and type of each input, by name.
 * @param fn the function to record. It must be synchronous, and depend on nothing but its inputs and variables.
 * @param options how to record it.
 * @throws `TfjsOnnxError` with one of these codes:
 * - `unsupported-kernel`: `fn` uses a TensorFlow.js kernel that cannot be recorded.
 * - `value-read`: `fn` reads the value of a tensor.
 * - `frozen-randomness`: `fn` draws random numbers.
 * - `variable-created`: `fn` creates a variable.
 * - `constant-assigned`: `fn` assigns a variable, and `variables` is `constants`.
 * - `invalid-result`: `fn` is async, or returns anything but tensors by name.
 * - `name-taken`: an output has the name of an input.
 * - `free-length`: `fn` computes something else for another length of the dynamic dimension, or there are two of them.
 * - `nested-recording`: `fn` calls `record`.
 * - `async-work`: `fn` starts asynchronous work, such as `model.trainOnBatch`.
 * - `tensor-kept`: `fn` keeps a tensor or disposes of one, as a stateful layer does.
 * - `invalid-argument`: a shape, a type or an option is not valid.
 */
export function record<const Inputs extends Readonly<Record<string, InputSpec>>, Output extends string>(
  inputs: Inputs,
  fn: (tensors: RecordedTensors<Inputs>) => Record<Output, tf.Tensor>,
  options: RecordOptions = {},
): Recording<keyof Inputs & string, Output, InputTypes<Inputs>> {
  type Input = keyof Inputs & string;
  checkInputSpecs(inputs);
  if (typeof fn !== 'function') throw invalidArgument('fn', fn, 'a function of tensors');
  checkOptions(options, {
    images: ['channels-first', 'batch-last'],
    target: TARGET_NAMES,
    variables: ['carried', 'constants'],
  });
  const specs = Object.entries<InputSpec>(inputs);
  const [name, other] = new Set(specs.flatMap(([, { shape }]) => shape.filter((length) => typeof length === 'string')));
  if (name !== undefined && other !== undefined) {
    const message = `The inputs have two dynamic dimensions, ${name} and ${other}, but a recording can have one. Give one of them as a number.`;
    throw new TfjsOnnxError('free-length', message, { axis: other });
  }
  const recordAt = (length: number) => {
    const fixed = specs.map(([input, { shape, dtype = 'float32' }]) => {
      return [input, { shape: shape.map((axis) => (typeof axis === 'string' ? length : axis)), dtype }];
    });
    return recordFixed(
      Object.fromEntries(fixed) as Record<Input, Required<InputSpec<number>>>,
      fn as RecordedFunction<Input, Output>,
      options,
    );
  };
  if (name === undefined) return createRecording(recordAt(0)) as Recording<Input, Output, InputTypes<Inputs>>;

  const [first, second] = [recordAt(PROBES[0]), recordAt(PROBES[1])];
  const graph = mergeProbes(name, [first.graph, second.graph]);
  const withShapes = <Value extends { readonly name: string }>(values: readonly Value[], ports: NamedGraph['inputs']) =>
    values.map((value) => ({ ...value, shape: ports.find((port) => port.name === value.name)!.shape }));
  return createRecording({
    graph,
    inputs: withShapes(first.inputs, graph.inputs),
    outputs: withShapes(first.outputs, graph.outputs),
    variables: first.variables,
  }) as Recording<Input, Output, InputTypes<Inputs>>;
}

type RecordedFunction<Input extends string, Output extends string> = (
  tensors: Record<Input, tf.Tensor>,
) => Record<Output, tf.Tensor>;

/** Records a function with a symbolic backend in place of the active one, and restores TensorFlow.js afterwards. */
function recordFixed<Input extends string, Output extends string>(
  specs: Readonly<Record<Input, Required<InputSpec<number>>>>,
  fn: RecordedFunction<Input, Output>,
  { images = 'channels-first', target = 'cpu', variables = 'carried' }: RecordOptions,
): RecordedGraph<Input, Output> {
  const engine = tf.engine();
  // Null before the first use of a backend.
  const previous = tf.getBackend() as string | null | undefined;
  if (previous === BACKEND) {
    const message = 'A recorded function called record. Call it outside, or call its function directly.';
    throw new TfjsOnnxError('nested-recording', message);
  }
  registerKernels(BACKEND);
  const backend = new SymbolicBackend(images, target);
  tf.registerBackend(BACKEND, () => backend);
  // Synchronous, as the backend's factory is.
  void tf.setBackend(BACKEND);
  const before = new Set(Object.values(engine.registeredVariables));
  const symbolic = makeVariablesSymbolic(backend, variables);
  const protection = protectTensors(backend);
  engine.startScope('record');
  try {
    const recorded = run(backend, symbolic, specs, fn);
    protection.check();
    return buildGraph(backend.recorder.graph.nodes, recorded);
  } finally {
    protection.end();
    engine.endScope();
    disposeTape();
    for (const variable of Object.values(engine.registeredVariables)) if (!before.has(variable)) variable.dispose();
    for (const { restore } of symbolic) restore();
    if (previous != null) void tf.setBackend(previous);
    tf.removeBackend(BACKEND);
  }
}

/** Frees the tensors that TensorFlow.js keeps when the function inside a gradient throws. */
function disposeTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  // Null after a gradient that completed.
  const tape = state.activeTape as typeof state.activeTape | null | undefined;
  for (const { saved } of tape ?? []) for (const tensor of saved ?? []) tensor.dispose();
  state.activeTape = [];
}

/** Calls the function with symbolic tensors, and collects its results and the values of variables. */
function run<Input extends string, Output extends string>(
  backend: SymbolicBackend,
  symbolic: readonly SymbolicVariable[],
  specs: Readonly<Record<Input, Required<InputSpec<number>>>>,
  fn: RecordedFunction<Input, Output>,
): RecordedRun<Input, Output> {
  const tensors = {} as Record<Input, tf.Tensor>;
  const inputs = (Object.entries(specs) as [Input, Required<InputSpec<number>>][]).map(([name, { shape, dtype }]) => {
    const value = backend.recorder.graph.input(dtype, shape);
    const info = backend.register(graphTensor(value, dtype, plainLayout(shape.length)));
    tensors[name] = tf.engine().makeTensorFromTensorInfo(info);
    return { name, shape, dtype, value };
  });
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  const results = inIsolation(() => call(fn, tensors));
  if (backend.asyncRead !== undefined) throw backend.asyncRead;
  const created = Object.keys(tf.engine().registeredVariables).find((name) => !before.has(name));
  if (created !== undefined) {
    const message = `The variable ${created} was created while its computation was being recorded. Create it before the recording starts.`;
    throw new TfjsOnnxError('variable-created', message, { variable: created });
  }
  checkResults(results);

  const plain = (tensor: tf.Tensor) => backend.recorder.plain(backend.resolve(tensor));
  return {
    inputs,
    outputs: (Object.entries(results) as [Output, tf.Tensor][]).map(([name, tensor]) => {
      return { name, shape: tensor.shape, dtype: recordableType(tensor.dtype), value: plain(tensor) };
    }),
    variables: symbolic.flatMap(({ variable, dtype, input, isAssigned }) => {
      if (input !== undefined) return [{ variable, dtype, before: input, after: plain(variable) }];
      if (!isAssigned()) return [];
      const message = `The variable ${variable.name} was assigned in a recording in which variables are constants. Record with variables that are carried, which is the default.`;
      throw new TfjsOnnxError('constant-assigned', message, { variable: variable.name });
    }),
  };
}

/** Calls the function, and replaces TensorFlow.js's error about a missing kernel. */
function call<Tensors, Results>(fn: (tensors: Tensors) => Results, tensors: Tensors): Results {
  try {
    return fn(tensors);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const kernelName = /^Kernel '(.*)' not registered for backend/.exec(message)?.[1];
    if (kernelName === undefined) throw error;
    throw unsupportedKernel(kernelName, 'this package has no ONNX counterpart for it');
  }
}

/** Checks what the function returned, since it may not be typed. */
function checkResults(results: unknown): asserts results is Record<string, tf.Tensor> {
  let found: string | undefined;
  if (results instanceof Promise) {
    // Without the symbolic backend the function fails. The error below is enough.
    results.catch(() => undefined);
    found = 'a promise';
  } else if (results instanceof tf.Tensor) found = 'a tensor';
  else if (typeof results !== 'object' || results === null) found = String(results);
  if (found !== undefined) {
    const message = `The recorded function returned ${found} instead of an object of tensors. Return them by name, from a function that is not async.`;
    throw new TfjsOnnxError('invalid-result', message);
  }
  for (const [output, result] of Object.entries(results as object)) {
    if (result instanceof tf.Tensor) continue;
    const message = `The recorded function returned ${typeof result} as ${output}. Return a tensor.`;
    throw new TfjsOnnxError('invalid-result', message, { output });
  }
}
