import * as tf from '@tensorflow/tfjs-core';
import { kernelCall } from '../kernels/kernel.js';
import { KERNELS } from '../kernels/table.js';
import { kernelFor } from '../targets/target.js';
import { SymbolicBackend } from './symbolic-backend.js';

/** Makes the kernels known to TensorFlow.js under the name of the backend, once. */
export function registerKernels(backendName: string): void {
  if (tf.getKernelsForBackend(backendName).length > 0) return;
  for (const kernelName of Object.keys(KERNELS)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (!(backend instanceof SymbolicBackend)) throw new TypeError(`${kernelName} was called without a recorder`);
        const call = kernelCall(kernelName, backend.recorder, inputs, attrs, (info) => backend.find(info));
        const result = kernelFor(backend.target, kernelName)(call);
        return Array.isArray(result) ? result.map((tensor) => backend.register(tensor)) : backend.register(result);
      },
    });
  }
}
