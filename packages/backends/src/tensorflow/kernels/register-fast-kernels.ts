import { ADAM_KERNEL, hasAdamKernel, type AdamKernelInputs } from '@mnist-adder/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorflowKernelBackend } from '../binding.js';
import { TENSORFLOW_KERNELS } from '../load-tensorflow.js';
import { createAdamKernel } from './adam.js';
import { canPool, multiplyByOneDnn, hasOneDnn, maxPool, maxPoolGrad } from './one-dnn.js';
import type { PoolSettings } from './one-dnn.js';
import { stepAtZero } from './step.js';

/** What a kernel is called with, and what it gives. */
type Run<Inputs, Attributes> = (inputs: Inputs, attributes: Attributes) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/**
 * Replaces those kernels of tfjs-node that a training step spends its time in. Its backend has to be the active one. What a
 * kernel of these does not do is left to tfjs-node's.
 */
export function registerFastKernels(): void {
  if (hasAdamKernel(TENSORFLOW_KERNELS)) return;
  const backend = tf.backend() as TensorflowKernelBackend;
  replace<{ x: tf.TensorInfo }, { alpha: number }>(tf.Step, ({ x }, { alpha }) =>
    alpha === 0 && x.dtype === 'float32' ? stepAtZero(backend, x) : undefined,
  );
  if (hasOneDnn(backend)) {
    multiplyByOneDnn(backend);
    replace<{ x: tf.TensorInfo }, PoolSettings>(tf.MaxPool, ({ x }, settings) =>
      canPool(x, settings) ? maxPool(backend, x, settings) : undefined,
    );
    replace<{ dy: tf.TensorInfo; input: tf.TensorInfo }, PoolSettings>(tf.MaxPoolGrad, (inputs, settings) =>
      canPool(inputs.input, settings) ? maxPoolGrad(backend, inputs, settings) : undefined,
    );
  }
  const adam = createAdamKernel(backend);
  tf.registerKernel({
    kernelName: ADAM_KERNEL,
    backendName: TENSORFLOW_KERNELS,
    kernelFunc: ({ inputs }) => adam(inputs as unknown as AdamKernelInputs),
  });
}

/** Puts a kernel in the place of another, which is still there for what the new one leaves to it by giving nothing. */
function replace<Inputs, Attributes>(kernelName: string, run: Run<Inputs, Attributes>): void {
  const original = tf.getKernel(kernelName, TENSORFLOW_KERNELS);
  tf.unregisterKernel(kernelName, TENSORFLOW_KERNELS);
  tf.registerKernel({
    ...original,
    kernelFunc: (call) => run(call.inputs as Inputs, call.attrs as Attributes) ?? original.kernelFunc(call),
  });
}
