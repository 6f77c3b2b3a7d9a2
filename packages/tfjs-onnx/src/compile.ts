import { tensor } from '@tensorflow/tfjs-core';
import type { Env, InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common';
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
  writeVariables(): void;
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
 * @param options ONNX Runtime's session options: execution providers, threads, profiling.
 */
export async function compile<Input extends string, Output extends string>(
  runtime: OnnxRuntime,
  recording: Recording<Input, Output>,
  options: InferenceSession.SessionOptions = {},
): Promise<CompiledFunction<Input, Output>> {
  const session = await runtime.InferenceSession.create(recording.toOnnx(), options);
  const read = recording.variables.filter((variable) => variable.input !== undefined);
  const state = new Map<string, Tensor>();

  const written = new Map<string, Tensor>();
  const readVariables = async () => {
    written.clear();
    for (const { variable, input, dtype, shape } of read) {
      const data = (await variable.data()).slice() as TensorData;
      state.set(input!, tensorOf(runtime, data, { dtype, shape }));
    }
  };
  await readVariables();

  return {
    session,
    readVariables,
    async run(inputs) {
      const feeds: Record<string, Tensor> = Object.fromEntries(state);
      for (const [name, spec] of Object.entries<Required<InputSpec> | undefined>(recording.inputs)) {
        feeds[name] = tensorOf(runtime, checkedInput(name, inputs[name as Input], spec!), spec!);
      }
      const results = await session.run(feeds);
      for (const { input, output, variable } of recording.variables) {
        if (output === undefined) continue;
        const value = results[output]!;
        if (input !== undefined) state.set(input, value);
        written.set(variable.name, value);
      }
      const outputs = {} as Record<Output, TensorData>;
      for (const name of Object.keys(recording.outputs) as Output[]) outputs[name] = results[name]!.data as TensorData;
      return outputs;
    },
    writeVariables() {
      for (const { variable, shape, dtype } of recording.variables) {
        const value = written.get(variable.name);
        if (value === undefined) continue;
        const fresh = tensor(value.data as TensorData, [...shape], dtype);
        variable.assign(fresh);
        fresh.dispose();
      }
    },
    dispose: () => session.release(),
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
