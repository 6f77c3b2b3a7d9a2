import type * as tf from '@tensorflow/tfjs-core';

/** An attribute of an op, as the binding takes it. */
export interface OpAttribute {
  readonly name: string;
  /** One of the binding's `TF_ATTR_…`. */
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** A tensor that an op returned. It lives until `deleteTensor`. */
interface OpOutput {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** The part of tfjs-node's native part that is used here: ops of TensorFlow, run one by one. */
export interface TensorflowBinding {
  readonly TF_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_TYPE: number;
  /** The version of libtensorflow: `2.21.0`. */
  readonly TF_Version: string;
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputIds: readonly number[],
    outputs: number,
  ): readonly OpOutput[];
  deleteTensor(id: number): void;
  /** Whether TensorFlow lists a GPU among its devices. */
  isUsingGpuDevice(): boolean;
}

/** The part of tfjs-node's backend that is used here. */
export interface TensorflowKernelBackend extends tf.KernelBackend {
  readonly binding: TensorflowBinding;
  executeSingleOutput(name: string, attributes: readonly OpAttribute[], inputs: readonly tf.TensorInfo[]): tf.Tensor;
  /** Returns the native tensors behind tensors. Values that TensorFlow does not have yet are copied to it. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(output: OpOutput): tf.Tensor;
}

/** The attribute of an op that works on float32. */
export const floats = (binding: TensorflowBinding, name = 'T'): OpAttribute => ({
  name,
  type: binding.TF_ATTR_TYPE,
  value: binding.TF_FLOAT,
});

/** An attribute whose value is a list of integers. */
export const integers = (binding: TensorflowBinding, name: string, value: readonly number[]): OpAttribute => ({
  name,
  type: binding.TF_ATTR_INT,
  value,
});

/** An attribute whose value is a string. */
export const text = (binding: TensorflowBinding, name: string, value: string): OpAttribute => ({
  name,
  type: binding.TF_ATTR_STRING,
  value,
});

/** An attribute whose value is a boolean. */
export const flag = (binding: TensorflowBinding, name: string, value: boolean): OpAttribute => ({
  name,
  type: binding.TF_ATTR_BOOL,
  value,
});
