import type * as tf from '@tensorflow/tfjs-core';
import type { AdamKernelInputs } from '@mnist-adder/trainer/internal';
import { floats, text, type OpAttribute, type TensorflowKernelBackend } from '../binding.js';

/**
 * Creates the kernel that updates a weight by TensorFlow's own op for Adam. The op works on resource variables. So the kernel assigns the
 * weight and its two means to three variables, runs the op, and reads them back. Values are shared, not copied, until the update.
 */
export function createAdamKernel(backend: TensorflowKernelBackend): (inputs: AdamKernelInputs) => tf.Tensor[] {
  const { binding } = backend;
  const type = [floats(binding, 'dtype')];
  const update = [floats(binding)];
  const run = (name: string, attributes: readonly OpAttribute[], inputIds: readonly number[], outputs: number) =>
    binding.executeOp(name, attributes, inputIds, outputs);
  const variables = ['weight', 'first', 'second'].map((name) => {
    const shape: OpAttribute = { name: 'shape', type: binding.TF_ATTR_SHAPE, value: [] };
    return run('VarHandleOp', [...type, shape, text(binding, 'shared_name', `mnist-adder/adam/${name}`)], [], 1)[0]!.id;
  });
  return ({ weight, first, second, rate, beta1, beta2, epsilon, zero, gradient }) => {
    const values = backend.getInputTensorIds([weight, first, second]);
    variables.forEach((variable, i) => run('AssignVariableOp', type, [variable, values[i]!], 0));
    // The rate already has the bias correction in it. Zeros for the powers of the decay rates switch the op's own off.
    const settings = backend.getInputTensorIds([zero, zero, rate, beta1, beta2, epsilon, gradient]);
    run('ResourceApplyAdam', update, [...variables, ...settings], 0);
    return variables.map((variable) => backend.createOutputTensor(run('ReadVariableOp', type, [variable], 1)[0]!));
  };
}
