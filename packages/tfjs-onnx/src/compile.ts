import type { InferenceSession } from 'onnxruntime-common';
import { carryVariables, outputLocations } from './carried-variables.js';
import type { VariableLocation } from './carried-variables.js';
import { inputTensors } from './input-tensors.js';
import type { OnnxRuntime, TensorData } from './onnx-runtime.js';
import type { InputSpec, Recording } from './recording.js';

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
   * @param inputs the elements of every input that the recorded function takes, in order: the last axis varies fastest. How many
   * there are says how long an axis of free length is.
   * @throws `InputError` where one is missing, or has not as many elements, or not of the type, that its shape and type say.
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
      const specs = recording.inputs as Readonly<Record<Input, Required<InputSpec>>>;
      const results = await session.run({ ...variables.feeds(), ...inputTensors(runtime, specs, inputs) });
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
