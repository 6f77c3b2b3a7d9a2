import { record } from '@mnist-adder/tfjs-onnx';
import * as tf from '@tensorflow/tfjs-core';
import type * as onnxruntime from '@mnist-adder/onnxruntime-node';

/** The part of onnxruntime-node that finds out what it can do. */
export type OnnxRuntimeNode = Pick<typeof onnxruntime, 'InferenceSession' | 'listSupportedBackends' | 'Tensor'>;

/** Loads onnxruntime-node with its telemetry off. Otherwise it writes an identifier of the device to the disk and uploads events. */
export async function importOnnxRuntime(): Promise<typeof onnxruntime> {
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
  return import('@mnist-adder/onnxruntime-node');
}

/** Loads onnxruntime-node, or returns the reason why it does not load. */
export async function loadOnnxRuntime(): Promise<OnnxRuntimeNode | { readonly reason: string }> {
  try {
    return await importOnnxRuntime();
  } catch (error) {
    return { reason: `onnxruntime-node does not load on this machine (${messageOf(error)})` };
  }
}

/** Lets an execution provider add two numbers. There is no other way to find out whether it starts. */
export async function tryProvider(
  runtime: OnnxRuntimeNode,
  provider: onnxruntime.InferenceSession.ExecutionProviderConfig,
): Promise<{ readonly works: true } | { readonly works: false; readonly cause: string }> {
  const model = record({ x: { shape: [1] } }, ({ x }) => ({ y: tf.add(x, 1) })).toOnnx();
  try {
    const session = await runtime.InferenceSession.create(model, {
      executionProviders: [provider],
      logSeverityLevel: 4,
    });
    await session.run({ x: new runtime.Tensor('float32', Float32Array.of(1), [1]) });
    await session.release();
    return { works: true };
  } catch (error) {
    return { works: false, cause: messageOf(error) };
  }
}

/** The first line of an error's message, without the place in ONNX Runtime's sources where it was raised. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^.* was false\. /s, '')
    .split('\n')[0]!
    .trim();
}
