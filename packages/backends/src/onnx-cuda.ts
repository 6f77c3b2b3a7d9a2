import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compiledExecutor } from '@mnist-adder/trainer';
import type { CompileOptions } from '@mnist-adder/tfjs-onnx';
import type { Backend } from './backend.js';
import { findGpus, NVIDIA_DRIVER, thisMachine, type GpuContext } from './gpu/find-gpus.js';
import { importOnnxRuntime, loadOnnxRuntime, tryProvider } from './onnx-runtime.js';
import { startCpu } from './start-cpu.js';

/** The options with which training opens sessions on an NVIDIA GPU. */
const CUDA_OPTIONS: CompileOptions = {
  executionProviders: ['cuda'],
  graphOptimizationLevel: 'extended',
  logSeverityLevel: 3,
};

const PROVIDER_LIBRARY = 'libonnxruntime_providers_cuda.so';

/**
 * Creates the backend of ONNX Runtime's CUDA provider. onnxruntime-node has it for Linux x64 only, and fetches it with a script that does
 * not run when it is installed. The state goes through the CPU in every step, because the binding can leave results on a GPU only with WebGPU.
 */
export function onnxCudaBackend(
  context: GpuContext = thisMachine,
  load: typeof loadOnnxRuntime = loadOnnxRuntime,
  packageFolder: () => string = onnxRuntimeFolder,
): Backend {
  return {
    name: 'onnx-cuda',
    description: 'ONNX Runtime on an NVIDIA GPU through CUDA, compiled steps',
    async probe() {
      const gpu = findGpus(context).find(({ driver }) => driver === NVIDIA_DRIVER);
      if (gpu === undefined) {
        return { available: false, reason: "no NVIDIA GPU was found, or NVIDIA's driver is not installed" };
      }
      const runtime = await load();
      if ('reason' in runtime) return { available: false, reason: runtime.reason };
      if (!runtime.listSupportedBackends().some(({ name }) => name === 'cuda')) {
        return { available: false, reason: 'onnxruntime-node has CUDA for Linux x64 only' };
      }
      const folder = packageFolder();
      if (!providerFolders(context, folder).some((path) => context.list(path).includes(PROVIDER_LIBRARY))) {
        return {
          available: false,
          reason: `the CUDA provider is not installed; node ${join(folder, 'script', 'install.js')} fetches it`,
        };
      }
      const trial = await tryProvider(runtime, 'cuda');
      if (!trial.works) {
        return { available: false, reason: `CUDA does not start: ${trial.cause}; it needs CUDA 12 and cuDNN 9` };
      }
      return { available: true, device: { name: gpu.name, software: false } };
    },
    async start() {
      const runtime = await importOnnxRuntime();
      // The variables live there while they are recorded and saved.
      await startCpu();
      return compiledExecutor(runtime, CUDA_OPTIONS, { images: 'channels-first' });
    },
  };
}

const onnxRuntimeFolder = () =>
  join(dirname(createRequire(import.meta.url).resolve('@mnist-adder/onnxruntime-node/package.json')), 'dist');

/** Lists the folders of the package's libraries for Linux x64, one for each version of Node-API. */
const providerFolders = ({ list }: GpuContext, folder: string) =>
  list(join(folder, 'bin')).map((version) => join(folder, 'bin', version, 'linux', 'x64'));
