import type { OpAttribute, TensorflowBinding } from '../binding.js';

/** The attribute that says that an op is to work on float32. */
export const floats = (binding: TensorflowBinding, name = 'T'): OpAttribute => ({
  name,
  type: binding.TF_ATTR_TYPE,
  value: binding.TF_FLOAT,
});

export const integers = (binding: TensorflowBinding, name: string, value: readonly number[]): OpAttribute => ({
  name,
  type: binding.TF_ATTR_INT,
  value,
});

export const text = (binding: TensorflowBinding, name: string, value: string): OpAttribute => ({
  name,
  type: binding.TF_ATTR_STRING,
  value,
});

export const flag = (binding: TensorflowBinding, name: string, value: boolean): OpAttribute => ({
  name,
  type: binding.TF_ATTR_BOOL,
  value,
});
