import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import {
  compile,
  record,
  TfjsOnnxError,
  type InputSpec,
  type RecordOptions,
  type TensorData,
  type TensorType,
} from '../../src/index.js';
import { SESSION } from '../against-eager.js';
import type { KernelCall, TensorValue } from './kernel-calls.js';

/** How a recorded kernel call ended. `reason`: why it was refused, or in what it differs, or the error that was not ours. */
export type Outcome =
  { readonly kind: 'right' } | { readonly kind: 'refused' | 'differs' | 'crashed'; readonly reason: string };

/** Records a kernel call, runs it in ONNX Runtime, and compares the results with those of TensorFlow.js. */
export async function replay(call: KernelCall, options?: RecordOptions): Promise<Outcome> {
  const given = Object.entries(call.inputs).filter((entry): entry is [string, TensorValue] => entry[1] != null);
  const specs = Object.fromEntries(
    given.map(([name, { shape, dtype }]) => [name, { shape, dtype: dtype as TensorType } satisfies InputSpec]),
  );
  try {
    const recording = record(
      specs,
      (tensors) => {
        const returned = tf
          .engine()
          .runKernel(call.kernelName, { ...call.inputs, ...tensors } as never, call.attributes);
        return Object.fromEntries([returned].flat().map((tensor, i) => [`result ${i}`, tensor]));
      },
      options,
    );
    const compiled = await compile(ort, recording, SESSION);
    try {
      const data = Object.fromEntries(given.map(([name, value]) => [name, elementsOf(value)]));
      const found = await compiled.run(data);
      const results = Object.entries(recording.outputs).map(([name, { shape, dtype }]) => {
        return { shape: shape as number[], dtype, data: found[name]! };
      });
      const reason = difference(results, call.results);
      return reason === undefined ? { kind: 'right' } : { kind: 'differs', reason };
    } finally {
      await compiled.dispose();
    }
  } catch (error) {
    if (error instanceof TfjsOnnxError) return { kind: 'refused', reason: error.message };
    return { kind: 'crashed', reason: String(error) };
  }
}

/** Returns the elements in the array of their type: the cpu backend keeps the one that a tensor was made from. */
function elementsOf({ dtype, data }: TensorValue): TensorData {
  return { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype as 'float32'].from(data);
}

/** Says in what results differ first, if they do by more than rounding. */
function difference(found: readonly TensorValue[], expected: readonly TensorValue[]): string | undefined {
  if (found.length !== expected.length) return `${found.length} results instead of ${expected.length}`;
  for (const [i, { shape, dtype, data }] of expected.entries()) {
    const result = found[i]!;
    if (result.dtype !== dtype) return `type ${result.dtype} instead of ${dtype}`;
    if (!tf.util.arraysEqual([...result.shape], [...shape])) {
      return `shape [${result.shape.join()}] instead of [${shape.join()}]`;
    }
    for (let element = 0; element < data.length; element++) {
      const [a, b] = [result.data[element]!, data[element]!];
      if (Object.is(a, b) || Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(b))) continue;
      return `${a} instead of ${b}`;
    }
  }
  return undefined;
}
