import { compiledExecutor } from '@mnist-adder/trainer';
import type { CompileOptions } from '@mnist-adder/tfjs-onnx';
import type { Backend } from './backend.js';
import { findGpus, thisMachine, type GpuContext } from './gpu/find-gpus.js';
import { webgpuDevice } from './gpu/webgpu-device.js';
import { importOnnxRuntime, loadOnnxRuntime, tryProvider } from './onnx-runtime.js';
import { startCpu } from './start-cpu.js';

/** The options with which training opens sessions on a GPU through WebGPU. */
const WEBGPU_OPTIONS: CompileOptions = {
  // By default the provider chooses NHWC, where version 1.30.0 computes convolutions of 6 or 9 channels wrongly.
  executionProviders: [{ name: 'webgpu', preferredLayout: 'NCHW' }],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
  // Otherwise weights and the optimizer's state go to the CPU and back in every step, each tensor on its own.
  variableLocation: 'gpu-buffer',
};

/** Creates the backend of ONNX Runtime's WebGPU provider: GPUs of any maker, through Vulkan, Metal or Direct3D. */
export function onnxWebgpuBackend(
  context: GpuContext = thisMachine,
  load: typeof loadOnnxRuntime = loadOnnxRuntime,
): Backend {
  return {
    name: 'onnx-webgpu',
    description: 'ONNX Runtime on a GPU through WebGPU, compiled steps',
    async probe({ software = false } = {}) {
      const gpus = findGpus(context);
      // Do not start what cannot be used: Vulkan would complain on the terminal.
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
      const device = webgpuDevice(gpus, context);
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
      // The variables live there while they are recorded and saved.
      await startCpu();
      return compiledExecutor(runtime, WEBGPU_OPTIONS, { images: 'channels-first', target: 'webgpu' });
    },
  };
}
