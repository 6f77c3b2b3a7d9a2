import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';

/** A tensor with its elements. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  readonly data: ArrayLike<number>;
}

/** One call of a kernel of TensorFlow.js: what it was given, and what it returned. */
export interface KernelCall {
  readonly kernelName: string;
  /** The inputs by name. An optional input that was left out is null or undefined. */
  readonly inputs: Readonly<Record<string, TensorValue | null | undefined>>;
  readonly attributes: tf.NamedAttrMap;
  readonly results: readonly TensorValue[];
}

/**
 * Runs a function while the cpu backend's kernels are logged.
 *
 * @returns the calls, without those that equal an earlier one.
 */
export async function logKernelCalls(fn: () => Promise<void> | void): Promise<KernelCall[]> {
  const calls = new Map<string, KernelCall>();
  const kernels = tf.getKernelsForBackend('cpu');
  const replace = (config: tf.KernelConfig) => {
    tf.unregisterKernel(config.kernelName, 'cpu');
    tf.registerKernel(config);
  };
  for (const config of kernels) {
    const { kernelName, kernelFunc } = config;
    replace({
      ...config,
      kernelFunc: (params) => {
        const backend = params.backend as { readSync(dataId: object): Float32Array };
        const valueOf = ({ dataId, shape, dtype }: tf.TensorInfo): TensorValue => {
          const data = backend.readSync(dataId);
          return { shape: [...shape], dtype, data: data.slice() };
        };
        const inputs = Object.entries(params.inputs as Record<string, tf.TensorInfo | null | undefined>).map(
          ([name, info]) => [name, info && valueOf(info)] as const,
        );
        const attributes = structuredClone(params.attrs ?? {});
        const returned = kernelFunc(params);
        const results = [returned].flat().map(valueOf);
        const call = { kernelName, inputs: Object.fromEntries(inputs), attributes, results };
        const key = JSON.stringify([kernelName, call.inputs, attributes], textOf);
        if (!calls.has(key)) calls.set(key, call);
        return returned;
      },
    });
  }
  try {
    await fn();
  } finally {
    kernels.forEach(replace);
  }
  return [...calls.values()];
}

/** Writes numbers that JSON does not have, and typed arrays as lists. */
function textOf(_: string, value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
}
