import { tensor } from '@tensorflow/tfjs-core';
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { Graph } from './graph/graph.js';
import { port } from './graph/named-graph.js';
import { encodeModel } from './onnx/encode.js';
import type { OnnxRuntime, TensorData } from './onnx-runtime.js';
import type { RecordedVariable } from './recording.js';

/** Where the variables of a compiled function are between its runs. */
export type VariableLocation = 'cpu' | 'gpu-buffer';

/** The values of a compiled function's variables, which go out of one run and into the next. */
export interface CarriedVariables {
  /** What the next run takes, by the names of the graph's inputs. */
  feeds(): Record<string, Tensor>;
  /** Carries on what a run gave, by the names of the graph's outputs. */
  carryOn(results: InferenceSession.OnnxValueMapType): void;
  /** Takes the values of the `tf.Variable`s. */
  read(): Promise<void>;
  /** Writes what the runs made of the variables into the `tf.Variable`s. */
  write(): Promise<void>;
  dispose(): Promise<void>;
}

/** The session option that leaves the variables' new values where they are to be; other outputs come to the CPU. */
export function outputLocations(
  variables: readonly RecordedVariable[],
  location: VariableLocation,
): Pick<InferenceSession.SessionOptions, 'preferredOutputLocation'> {
  const outputs = assigned(variables).map(({ output }) => output);
  if (location === 'cpu' || outputs.length === 0) return {};
  return { preferredOutputLocation: Object.fromEntries(outputs.map((output) => [output, location])) };
}

export function carryVariables(
  runtime: OnnxRuntime,
  variables: readonly RecordedVariable[],
  sessionOptions: InferenceSession.SessionOptions,
): CarriedVariables {
  const current = new Map<RecordedVariable, Tensor>();
  const written = new Set<RecordedVariable>();
  let fetcher: Promise<InferenceSession> | undefined;

  const replace = (variable: RecordedVariable, value: Tensor) => {
    release(current.get(variable));
    current.set(variable, value);
  };

  /** The elements of variables, brought to the CPU if that is not where they are. */
  async function elementsOf(wanted: readonly RecordedVariable[]): Promise<TensorData[]> {
    const values = wanted.map((variable) => current.get(variable)!);
    if (values.every(({ location }) => location === 'cpu')) return values.map(({ data }) => data as TensorData);
    // A graph that copies its inputs: `Tensor.getData` of onnxruntime-node ends the process.
    fetcher ??= runtime.InferenceSession.create(copyingModel(wanted), sessionOptions);
    const session = await fetcher;
    const copies = await session.run(Object.fromEntries(values.map((value, i) => [copyName(i, 'from'), value])));
    return wanted.map((_, i) => copies[copyName(i, 'to')]!.data as TensorData);
  }

  return {
    feeds: () =>
      Object.fromEntries(
        [...current].flatMap(([{ input }, value]) => (input === undefined ? [] : [[input, value] as const])),
      ),
    carryOn(results) {
      for (const variable of assigned(variables)) {
        replace(variable, results[variable.output]!);
        written.add(variable);
      }
    },
    async read() {
      written.clear();
      for (const recorded of variables) {
        if (recorded.input === undefined) continue;
        const { variable, dtype, shape } = recorded;
        const data = (await variable.data()).slice();
        replace(recorded, new runtime.Tensor(dtype, data as Uint8Array, shape));
      }
    },
    async write() {
      const wanted = [...written];
      const elements = await elementsOf(wanted);
      wanted.forEach(({ variable, shape, dtype }, i) => {
        const fresh = tensor(elements[i]!, [...shape], dtype);
        variable.assign(fresh);
        fresh.dispose();
      });
    },
    async dispose() {
      current.forEach(release);
      current.clear();
      await (await fetcher)?.release();
    },
  };
}

type AssignedVariable = RecordedVariable & { readonly output: string };

const assigned = (variables: readonly RecordedVariable[]) =>
  variables.filter((variable): variable is AssignedVariable => variable.output !== undefined);

/** Frees memory of a GPU, which no garbage collector looks after. */
function release(value: Tensor | undefined): void {
  if (value?.location === 'gpu-buffer') value.dispose();
}

const copyName = (index: number, end: 'from' | 'to') => `${end} ${index}`;

function copyingModel(variables: readonly RecordedVariable[]): Uint8Array {
  const graph = new Graph();
  const values = variables.map(({ dtype, shape }) => graph.input(dtype, shape));
  return encodeModel({
    inputs: values.map((value, i) => port(copyName(i, 'from'), value)),
    outputs: values.map((value, i) => port(copyName(i, 'to'), value)),
    nodes: [],
  });
}
