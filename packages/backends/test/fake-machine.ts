import { InferenceSession, Tensor } from '@mnist-adder/onnxruntime-node';
import type { GpuContext } from '../src/gpu/find-gpus.js';
import type { OnnxRuntimeNode } from '../src/onnx-runtime.js';

/** Makes up a machine from its files, its links and the outputs of its programs. Folders follow from the paths. */
export function fakeMachine(
  platform: NodeJS.Platform,
  {
    files = {},
    links = {},
    outputs = {},
  }: { files?: Record<string, string>; links?: Record<string, string>; outputs?: Record<string, string> } = {},
): GpuContext {
  const paths = [...Object.keys(files), ...Object.keys(links)];
  return {
    platform,
    list: (folder) => {
      const inside = paths.filter((path) => path.startsWith(`${folder}/`));
      return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0]!))];
    },
    text: (path) => files[path] ?? '',
    linkTarget: (path) => links[path] ?? '',
    output: (program) => outputs[program] ?? '',
  };
}

const maps = (...libraries: string[]) =>
  libraries.map((path) => `7f0e4c000000-7f0e4c021000 r-xp 00000000 fe:00 1234    ${path}`).join('\n');

/** Makes up a Linux with an NVIDIA GPU and NVIDIA's driver, in a process that has loaded these libraries. */
export const nvidiaMachine = (...libraries: string[]) =>
  fakeMachine('linux', {
    files: {
      '/proc/driver/nvidia/gpus/0000:17:00.0/information': 'Model: \t\t NVIDIA H200\nIRQ:   \t\t 42\n',
      '/proc/self/maps': maps('/usr/bin/node', ...libraries),
    },
    links: { '/sys/class/drm/renderD128/device/driver': '../../../bus/pci/drivers/nvidia' },
  });

/** Makes up a Linux with a GPU of this driver, in a process that has loaded these libraries. */
export const drmMachine = (driver: string, ...libraries: string[]) =>
  fakeMachine('linux', {
    files: { '/sys/class/drm/version': 'drm 1.1.0', '/proc/self/maps': maps(...libraries) },
    links: {
      '/sys/class/drm/card0/device/driver': `/sys/bus/pci/drivers/${driver}`,
      '/sys/class/drm/renderD128/device/driver': `/sys/bus/pci/drivers/${driver}`,
    },
  });

/**
 * Makes an onnxruntime-node that was built with these providers.
 *
 * @param failure the error that creating a session fails with. Without one, the CPU's provider takes the part of the others.
 */
export const fakeOnnxRuntime = (providers: readonly string[], failure?: string): OnnxRuntimeNode => ({
  Tensor,
  listSupportedBackends: () => providers.map((name) => ({ name, bundled: true })),
  InferenceSession: {
    create: (model: Uint8Array) =>
      failure === undefined ? InferenceSession.create(model) : Promise.reject(new Error(failure)),
  } as OnnxRuntimeNode['InferenceSession'],
});
