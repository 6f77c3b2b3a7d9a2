import type { Env, InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
import { carryVariables, outputLocations } from './carried-variables.js';
import type { VariableLocation } from './carried-variables.js';
import { InputError } from './errors.js';
import { sizeOf } from './graph/graph-node.js';
import type { InputSpec, Recording } from './recording.js';

/** The part of ONNX Runtime's JavaScript API that is used; `onnxruntime-node` and `onnxruntime-web` both have it. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
  readonly env: Env;
}

/** The elements of a tensor: bytes of 0 and 1 for truth values. */
export type TensorData = Float32Array | Int32Array | Uint8Array;

/** ONNX Runtime's session options: execution providers, threads, profiling; and what this package adds. */
export interface CompileOptions extends InferenceSession.SessionOptions {
  /**
   * Where the variables are between runs. With `gpu-buffer` they stay on the GPU, which a provider has to be that computes
   * there and can leave its results there: WebGPU, in `onnxruntime-node` and in `onnxruntime-web`. Default: `cpu`.
   */
  readonly variableLocation?: VariableLocation;
}

/** A recorded computation that ONNX Runtime runs. It owns a session and the state of its variables. */
export interface CompiledFunction<Input extends string, Output extends string> {
  /**
   * Computes the outputs, and carries the variables on to their new values.
   *
   * @param inputs the elements of every input that the recorded function takes, in order: the last axis varies fastest.
   * @throws {InputError} where one is missing, or has not as many elements, or not of the type, that its shape and type say.
   */
  run(inputs: Readonly<Record<Input, TensorData>>): Promise<Record<Output, TensorData>>;
  /** Takes the variables' values from the `tf.Variable`s again. */
  readVariables(): Promise<void>;
  /** Writes the values that the variables have by now into the `tf.Variable`s, on the backend that is active. */
  writeVariables(): Promise<void>;
  /** Frees the session; the function cannot be run afterwards. */
  dispose(): Promise<void>;
  /** The session, for profiling. */
  readonly session: InferenceSession;
}

/**
 * Makes a recording executable.
 *
 * @param runtime `onnxruntime-node` or `onnxruntime-web`, which is the caller's to bring.
 * @param recording what {@link record} gave.
 * @param options how ONNX Runtime is to run it.
 */
export async function compile<Input extends string, Output extends string>(
  runtime: OnnxRuntime,
  recording: Recording<Input, Output>,
  { variableLocation = 'cpu', ...sessionOptions }: CompileOptions = {},
): Promise<CompiledFunction<Input, Output>> {
  const session = await runtime.InferenceSession.create(recording.toOnnx(), {
    ...sessionOptions,
    ...outputLocations(recording.variables, variableLocation),
  });
  const variables = carryVariables(runtime, recording.variables, sessionOptions);
  await variables.read();

  return {
    session,
    async run(inputs) {
      const feeds = variables.feeds();
      for (const [name, spec] of Object.entries<Required<InputSpec> | undefined>(recording.inputs)) {
        feeds[name] = tensorOf(runtime, checkedInput(name, inputs[name as Input], spec!), spec!);
      }
      const results = await session.run(feeds);
      variables.carryOn(results);
      const outputs = {} as Record<Output, TensorData>;
      for (const name of Object.keys(recording.outputs) as Output[]) outputs[name] = results[name]!.data as TensorData;
      return outputs;
    },
    readVariables: () => variables.read(),
    writeVariables: () => variables.write(),
    async dispose() {
      await variables.dispose();
      await session.release();
    },
  };
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

function checkedInput(name: string, data: TensorData | undefined, { shape, dtype }: Required<InputSpec>): TensorData {
  const expected = { array: ARRAYS[dtype].name, length: sizeOf(shape) };
  if (data instanceof ARRAYS[dtype] && data.length === expected.length) return data;
  throw new InputError(name, shape, expected, data && { array: data.constructor.name, length: data.length });
}

function tensorOf(runtime: OnnxRuntime, data: TensorData, { dtype, shape }: Required<InputSpec>): Tensor {
  return new runtime.Tensor(dtype, data as Uint8Array, shape);
}
