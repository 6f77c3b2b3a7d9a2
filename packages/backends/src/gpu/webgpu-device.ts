import { basename } from 'node:path/posix';
import type { Device } from '../backend.js';
import { NVIDIA_DRIVER, type Gpu, type GpuContext } from './find-gpus.js';

/**
 * Finds out which device WebGPU uses in this process. Call it after something was computed with WebGPU.
 *
 * ONNX Runtime does not say which adapter it took. It prefers a GPU to a software adapter. So on Linux it uses a GPU if there is one and
 * its Vulkan driver has been loaded. On other systems the driver comes with the system.
 */
export function webgpuDevice(gpus: readonly Gpu[], context: GpuContext): Device {
  if (context.platform !== 'linux') {
    return gpus[0] === undefined
      ? { name: 'a driver that is not a GPU’s', software: true }
      : { name: gpus[0].name, software: false };
  }
  const libraries = loadedLibraries(context);
  const driven = gpus.find(({ driver }) => libraries.some((library) => VULKAN_DRIVERS[driver!]?.test(library)));
  if (driven !== undefined) return { name: driven.name, software: false };
  const adapter = SOFTWARE_DRIVERS.find(({ library }) => libraries.some((loaded) => library.test(loaded)));
  return { name: adapter?.name ?? 'an unknown driver', software: true };
}

/** The libraries of Vulkan drivers, by the kernel's driver that they work with. */
const VULKAN_DRIVERS: Readonly<Record<string, RegExp>> = {
  [NVIDIA_DRIVER]: /nvidia/,
  amdgpu: /libvulkan_radeon|amdvlk/,
  asahi: /libvulkan_asahi/,
  i915: /libvulkan_intel/,
  msm: /libvulkan_freedreno/,
  nouveau: /libvulkan_nouveau/,
  panfrost: /libvulkan_panfrost|libmali/,
  panthor: /libvulkan_panfrost|libmali/,
  radeon: /libvulkan_radeon/,
  v3d: /libvulkan_broadcom/,
  xe: /libvulkan_intel/,
};

const SOFTWARE_DRIVERS = [
  { name: 'SwiftShader', library: /libvk_swiftshader/ },
  { name: 'llvmpipe', library: /libvulkan_lvp/ },
] as const;

/** Lists the names of the files that are mapped into this process. */
function loadedLibraries({ text }: GpuContext): string[] {
  const paths = text('/proc/self/maps').matchAll(/ (\/.+)$/gm);
  return [...new Set([...paths].map(([, path]) => basename(path!)))];
}
