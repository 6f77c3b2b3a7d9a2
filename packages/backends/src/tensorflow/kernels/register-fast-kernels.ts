import { ADAM_KERNEL, hasAdamKernel, type AdamKernelInputs } from '@mnist-adder/trainer/internal';
import * as tf from '@tensorflow/tfjs-core';
import { floats, type TensorflowKernelBackend } from '../binding.js';
import { TENSORFLOW_KERNELS } from '../load-tensorflow.js';
import { createAdamKernel } from './adam.js';
import { canPool, hasOneDnn, maxPool, maxPoolGrad, multiplyByOneDnn, type PoolSettings } from './one-dnn.js';

/** A kernel: it takes inputs and attributes, and returns tensors, or undefined for what it leaves to another. */
type Run<Inputs, Attributes> = (inputs: Inputs, attributes: Attributes) => tf.TensorInfo | tf.TensorInfo[] | undefined;

/**
 * Replaces the kernels of tfjs-node in which a training step spends its time. tfjs-node's backend has to be active. Cases that a new
 * kernel does not handle still go to the old one.
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

/** Puts a kernel in the place of tfjs-node's own, which is called when the new one returns undefined. */
function replace<Inputs, Attributes>(kernelName: string, run: Run<Inputs, Attributes>): void {
  const original = tf.getKernel(kernelName, TENSORFLOW_KERNELS);
  tf.unregisterKernel(kernelName, TENSORFLOW_KERNELS);
  tf.registerKernel({
    ...original,
    kernelFunc: (call) => run(call.inputs as Inputs, call.attrs as Attributes) ?? original.kernelFunc(call),
  });
}

/** Computes the step function at 0, the derivative of ReLU: 1 for x > 0, else 0. It takes two ops, tfjs-node's own seven. */
function stepAtZero(backend: TensorflowKernelBackend, x: tf.TensorInfo): tf.Tensor {
  const attributes = [floats(backend.binding)];
  return tf.tidy(() =>
    backend.executeSingleOutput('Sign', attributes, [backend.executeSingleOutput('Relu', attributes, [x])]),
  );
}
