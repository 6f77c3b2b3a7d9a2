import type { InferenceSession } from 'onnxruntime-common';
import type { InputSpec, Recording } from './recording.js';
import type { TensorType } from './symbolic/symbolic-tensor.js';
import { inputTensors, type ElementsOf, type OnnxRuntime, type TensorData } from './runtime-tensors.js';
import { createRunQueue } from './run-queue.js';
import { createVariableStore } from './variable-store.js';

/** Options of ONNX Runtime's session, such as execution providers and threads, and where variables are kept. */
export interface CompileOptions extends InferenceSession.SessionOptions {
  /**
   * Where variables are kept between runs. `gpu-buffer` keeps them on the GPU, which requires the WebGPU execution provider of
   * `onnxruntime-node` or `onnxruntime-web`. Default: `cpu`.
   */
  readonly variableLocation?: 'cpu' | 'gpu-buffer' | undefined;
}

/** A recorded computation that ONNX Runtime executes. It owns a session and the values of its variables. */
export interface CompiledFunction<
  Input extends string,
  Output extends string,
  Types extends Readonly<Record<Input, TensorType>> = Record<Input, TensorType>,
> {
  /**
   * Computes the outputs, and keeps the new values of variables for the next run. Where the function has variables, calls that
   * overlap run one after another, in the order of the calls. Leave the arrays as they are until the run has ended.
   *
   * @param inputs the elements of each input, in row-major order (the last axis varies fastest). Their number decides the length
   * of a dynamic dimension.
   * @returns the elements of each output, in the same order.
   * @throws `TfjsOnnxError` with code `wrong-input` if an array is missing, or has the wrong type or length, and with code `disposed`
   *   after `dispose`.
   */
  run(inputs: { readonly [Name in Input]: ElementsOf<Types[Name]> }): Promise<Record<Output, TensorData>>;
  /** Takes the values of the `tf.Variable`s, after the runs before it. Values that those have computed are lost. */
  readVariables(): Promise<void>;
  /** Writes the values that the runs before it have computed into the `tf.Variable`s, on the active backend. */
  writeVariables(): Promise<void>;
  /** Waits for the runs before it, and frees the session and the variables' values. The function cannot run afterwards. */
  dispose(): Promise<void>;
  /** The session, for profiling. */
  readonly session: InferenceSession;
}

/**
 * Compiles a recording into a function that ONNX Runtime executes. It starts with the values that the variables have now.
 *
 * @param runtime `onnxruntime-node` or `onnxruntime-web`, which you install and import.
 * @param recording a recording returned by {@link record}.
 * @param options how ONNX Runtime executes it.
 */
export async function compile<
  Input extends string,
  Output extends string,
  Types extends Readonly<Record<Input, TensorType>> = Record<Input, TensorType>,
>(
  runtime: OnnxRuntime,
  recording: Recording<Input, Output, Types>,
  { variableLocation = 'cpu', ...sessionOptions }: CompileOptions = {},
): Promise<CompiledFunction<Input, Output, Types>> {
  const assigned = recording.variables.flatMap(({ output }) => (output === undefined ? [] : [output]));
  const session = await runtime.InferenceSession.create(
    recording.toOnnx(),
    variableLocation === 'cpu' || assigned.length === 0
      ? sessionOptions
      : {
          ...sessionOptions,
          preferredOutputLocation: Object.fromEntries(assigned.map((output) => [output, variableLocation])),
        },
  );
  const variables = createVariableStore(runtime, recording.variables, sessionOptions);
  await variables.read();

  const queue = createRunQueue(recording.variables.length > 0);
  return {
    session,
    run: (inputs) =>
      queue.add(async () => {
        const specs = recording.inputs as Readonly<Record<Input, Required<InputSpec>>>;
        const results = await session.run({ ...variables.inputs(), ...inputTensors(runtime, specs, inputs) });
        variables.update(results);
        const outputs = {} as Record<Output, TensorData>;
        for (const name of Object.keys(recording.outputs) as Output[]) {
          outputs[name] = results[name]!.data as TensorData;
        }
        return outputs;
      }),
    readVariables: () => queue.add(() => variables.read()),
    writeVariables: () => queue.add(() => variables.write()),
    dispose: () =>
      queue.close(async () => {
        await variables.dispose();
        await session.release();
      }),
  };
}
