import type * as tf from '@tensorflow/tfjs-core';

/** An attribute of an op, as the binding takes it. */
export interface OpAttribute {
  readonly name: string;
  /** One of the binding's `TF_ATTR_…`. */
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** A tensor that an op gave. It lives until `deleteTensor`. */
interface OpOutput {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** What is used of tfjs-node's native part: ops of TensorFlow, run one by one. */
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

/** What is used of tfjs-node's backend. */
export interface TensorflowKernelBackend extends tf.KernelBackend {
  readonly binding: TensorflowBinding;
  executeSingleOutput(name: string, attributes: readonly OpAttribute[], inputs: readonly tf.TensorInfo[]): tf.Tensor;
  /** The native tensors behind tensors; values that were not uploaded yet are uploaded. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(output: OpOutput): tf.Tensor;
}
