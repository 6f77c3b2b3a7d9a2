import { tensor } from '@tensorflow/tfjs-core';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { Graph, port } from './graph/graph.js';
import { encodeModel } from './onnx/encode.js';
import type { RecordedVariable } from './recording.js';
import type { OnnxRuntime, TensorData } from './runtime-tensors.js';

/** The values of a compiled function's variables between its runs. */
export interface VariableStore {
  /** Returns the values for the next run, by the names of the graph's inputs. */
  inputs(): Record<string, Tensor>;
  /** Takes the new values from the results of a run. */
  update(results: InferenceSession.OnnxValueMapType): void;
  /** Takes the values of the `tf.Variable`s. */
  read(): Promise<void>;
  /** Writes the values that runs have computed into the `tf.Variable`s. */
  write(): Promise<void>;
  /** Frees the values. */
  dispose(): Promise<void>;
}

/**
 * Creates a store, which is empty until its first `read`.
 *
 * @param sessionOptions options of the session that fetches values from a GPU.
 */
export function createVariableStore(
  runtime: OnnxRuntime,
  variables: readonly RecordedVariable[],
  sessionOptions: InferenceSession.SessionOptions,
): VariableStore {
  const current = new Map<RecordedVariable, Tensor>();
  const computed = new Set<RecordedVariable>();
  let fetcher: Promise<InferenceSession> | undefined;

  const replace = (variable: RecordedVariable, value: Tensor) => {
    release(current.get(variable));
    current.set(variable, value);
  };

  /** Returns the elements of variables, copied to the CPU if they are elsewhere. */
  async function elementsOf(wanted: readonly RecordedVariable[]): Promise<TensorData[]> {
    const values = wanted.map((variable) => current.get(variable)!);
    if (values.every(({ location }) => location === 'cpu')) return values.map(({ data }) => data as TensorData);
    // A graph that copies its inputs, since Tensor.getData of onnxruntime-node crashes the process.
    fetcher ??= runtime.InferenceSession.create(copyModel(wanted), sessionOptions);
    const session = await fetcher;
    const copies = await session.run(Object.fromEntries(values.map((value, i) => [`from ${i}`, value])));
    return wanted.map((_, i) => copies[`to ${i}`]!.data as TensorData);
  }

  return {
    inputs() {
      const inputs: Record<string, Tensor> = {};
      for (const [{ input }, value] of current) if (input !== undefined) inputs[input] = value;
      return inputs;
    },
    update(results) {
      for (const variable of variables) {
        if (variable.output === undefined) continue;
        replace(variable, results[variable.output]!);
        computed.add(variable);
      }
    },
    async read() {
      computed.clear();
      for (const recorded of variables) {
        if (recorded.input === undefined) continue;
        const { variable, dtype, shape } = recorded;
        const data = (await variable.data()).slice();
        replace(recorded, new runtime.Tensor(dtype, data as Uint8Array, shape));
      }
    },
    async write() {
      const wanted = [...computed];
      const elements = await elementsOf(wanted);
      wanted.forEach(({ variable, shape, dtype }, i) => {
        const value = tensor(elements[i]!, [...shape], dtype);
        variable.assign(value);
        value.dispose();
      });
    },
    async dispose() {
      current.forEach(release);
      current.clear();
      await (await fetcher)?.release();
    },
  };
}

/** Frees memory of a GPU, which is not garbage collected. */
function release(value: Tensor | undefined): void {
  if (value?.location === 'gpu-buffer') value.dispose();
}

/** A model that copies its inputs `from 0`, `from 1`, … to its outputs `to 0`, `to 1`, …. */
function copyModel(variables: readonly RecordedVariable[]): Uint8Array {
  const graph = new Graph();
  const values = variables.map(({ dtype, shape }) => graph.input(dtype, shape));
  return encodeModel({
    inputs: values.map((value, i) => port(`from ${i}`, value)),
    outputs: values.map((value, i) => port(`to ${i}`, value)),
    nodes: [],
  });
}
