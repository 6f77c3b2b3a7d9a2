import { compiledExecutor } from '@mnist-adder/trainer';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { CompileOptions } from '@mnist-adder/tfjs-onnx';
import type { Backend } from './backend.js';
import { findGpus } from './gpu/find-gpus.js';
import { thisMachine } from './gpu/surroundings.js';
import type { GpuSurroundings } from './gpu/surroundings.js';
import { webgpuDevice } from './gpu/webgpu-device.js';
import { importOnnxRuntime, loadOnnxRuntime, tryProvider } from './onnx-runtime.js';

/** The settings of ONNX Runtime's sessions for training on a GPU through WebGPU. */
const WEBGPU_OPTIONS: CompileOptions = {
  // The provider's own choice is NHWC, in which 1.30.0 gets convolutions wrong of images with 6 or 9 channels.
  executionProviders: [{ name: 'webgpu', preferredLayout: 'NCHW' }],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
  // Weights and the optimizer's state would go to the CPU and back in every step, each tensor by itself.
  variableLocation: 'gpu-buffer',
};

/** ONNX Runtime with its WebGPU provider: any maker's GPU, through Vulkan, Metal or Direct3D. */
export function onnxWebgpuBackend(
  surroundings: GpuSurroundings = thisMachine,
  load: typeof loadOnnxRuntime = loadOnnxRuntime,
): Backend {
  return {
    name: 'onnx-webgpu',
    description: 'ONNX Runtime on a GPU through WebGPU, compiled steps',
    async probe({ software = false } = {}) {
      const gpus = findGpus(surroundings);
      // Nothing is started that could not be used: Vulkan says on the terminal what it misses.
      if (gpus.length === 0 && !software) return { available: false, reason: 'no GPU was found' };
      const runtime = await load();
      if ('reason' in runtime) return { available: false, reason: runtime.reason };
      if (!runtime.listSupportedBackends().some(({ name }) => name === 'webgpu')) {
        return { available: false, reason: `onnxruntime-node has no WebGPU for ${process.platform}-${process.arch}` };
      }
      const trial = await tryProvider(runtime, 'webgpu');
      if (!trial.works) {
        return {
          available: false,
          reason: `WebGPU does not start: ${trial.cause}; on Linux it needs libvulkan1 and the GPU's Vulkan driver`,
        };
      }
      const device = webgpuDevice(gpus, surroundings);
      if (device.software && !software) {
        return {
          available: false,
          reason: `WebGPU only finds ${device.name}, which is software; install the GPU's driver`,
        };
      }
      return { available: true, device };
    },
    async start() {
      const runtime = await importOnnxRuntime();
      // The variables live there between being recorded and being saved.
      await tf.setBackend('cpu');
      return compiledExecutor(runtime, WEBGPU_OPTIONS, { images: 'channels-first', target: 'webgpu' });
    },
  };
}
