import * as tf from '@tensorflow/tfjs-core';
import { flag, floats, integers, text, type OpAttribute, type TensorflowKernelBackend } from '../binding.js';

/**
 * The internal names of ops that libtensorflow also has in oneDNN. It would use them itself with `TF_ENABLE_ONEDNN_OPTS=1`, but that has
 * to be set before it is loaded, and makes it print two lines.
 */
const ONE_DNN_NAMES: Readonly<Partial<Record<string, string>>> = {
  BatchMatMulV2: '_MklBatchMatMulV2',
  Conv2D: '_MklNativeConv2D',
  Conv2DBackpropFilter: '_MklNativeConv2DBackpropFilter',
  Conv2DBackpropInput: '_MklNativeConv2DBackpropInput',
};

/** The attribute without which these ops are not found. */
const labelOf = ({ binding }: TensorflowKernelBackend) => text(binding, '_kernel', 'MklNameChangeOp');

/** Finds out whether these ops exist here and are wanted. */
export function hasOneDnn(backend: TensorflowKernelBackend, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.TF_ENABLE_ONEDNN_OPTS === '0' || backend.binding.isUsingGpuDevice()) return false;
  try {
    tf.tidy(() => maxPool(backend, tf.zeros([1, 2, 2, 1]), { filterSize: 2, strides: 2, pad: 'valid' }));
    return true;
  } catch {
    return false;
  }
}

/** Lets oneDNN compute convolutions and matrix products of floats. Its convolutions are up to six times as fast as libtensorflow's own. */
export function multiplyByOneDnn(backend: TensorflowKernelBackend): void {
  const { binding } = backend;
  const label = labelOf(backend);
  const execute = backend.executeSingleOutput.bind(backend);
  backend.executeSingleOutput = (name, attributes, inputs) => {
    const oneDnnName = ONE_DNN_NAMES[name];
    const isFloat = attributes.some((attribute) => attribute.name === 'T' && attribute.value === binding.TF_FLOAT);
    return oneDnnName !== undefined && isFloat
      ? execute(oneDnnName, [...attributes, label], inputs)
      : execute(name, attributes, inputs);
  };
}

/** The settings of a pooling, as TensorFlow.js passes them to its kernels. */
export interface PoolSettings {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same';
}

/** Whether {@link maxPool} and {@link maxPoolGrad} can do a pooling: they take images of floats, padded by name. */
export const canPool = (x: tf.TensorInfo, { pad }: { pad: unknown }): boolean =>
  x.dtype === 'float32' && x.shape.length === 4 && (pad === 'valid' || pad === 'same');

/** Computes the maximum over windows. */
export function maxPool(backend: TensorflowKernelBackend, x: tf.TensorInfo, settings: PoolSettings): tf.Tensor {
  const [values, workspace] = poolWithWorkspace(backend, x, settings);
  backend.binding.deleteTensor(workspace.id);
  return backend.createOutputTensor(values);
}

/** Computes the gradient of the maximum over windows, which goes to the first maximum. tfjs-node's own takes four times as long. */
export function maxPoolGrad(
  backend: TensorflowKernelBackend,
  { dy, input }: { dy: tf.TensorInfo; input: tf.TensorInfo },
  settings: PoolSettings,
): tf.Tensor {
  const { binding } = backend;
  // Pools again to know where the maxima are. That is fast, and the forward pass need not keep anything.
  const [values, workspace] = poolWithWorkspace(backend, input, settings);
  const [inputId, dyId] = backend.getInputTensorIds([input, dy]) as [number, number];
  const [gradient] = binding.executeOp(
    '_MklNativeMaxPoolGrad',
    poolAttributes(backend, settings),
    [inputId, values.id, dyId, workspace.id],
    1,
  );
  for (const { id } of [values, workspace]) binding.deleteTensor(id);
  return backend.createOutputTensor(gradient!);
}

function poolWithWorkspace(backend: TensorflowKernelBackend, x: tf.TensorInfo, settings: PoolSettings) {
  const inputs = backend.getInputTensorIds([x]);
  const [values, workspace] = backend.binding.executeOp(
    '_MklNativeMaxPool',
    poolAttributes(backend, settings),
    inputs,
    2,
  );
  return [values!, workspace!] as const;
}

function poolAttributes(backend: TensorflowKernelBackend, { filterSize, strides, pad }: PoolSettings): OpAttribute[] {
  const { binding } = backend;
  const window = (size: [number, number] | number) => [1, ...(typeof size === 'number' ? [size, size] : size), 1];
  return [
    floats(binding),
    integers(binding, 'ksize', window(filterSize)),
    integers(binding, 'strides', window(strides)),
    text(binding, 'padding', pad.toUpperCase()),
    text(binding, 'data_format', 'NHWC'),
    flag(binding, 'workspace_enabled', true),
    labelOf(backend),
  ];
}
