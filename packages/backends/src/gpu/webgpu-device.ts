import { basename } from 'node:path/posix';
import type { Device } from '../backend.js';
import { NVIDIA_DRIVER } from './find-gpus.js';
import type { Gpu } from './find-gpus.js';
import type { GpuSurroundings } from './surroundings.js';

/**
 * What WebGPU computes on in this process, as soon as something has been computed on it.
 *
 * ONNX Runtime does not say which adapter it took. It takes a GPU before a program that plays one, so on Linux it is a GPU if
 * one is there and the Vulkan driver that goes with it has been loaded; elsewhere the driver comes with the system.
 */
export function webgpuDevice(gpus: readonly Gpu[], surroundings: GpuSurroundings): Device {
  if (surroundings.platform !== 'linux') {
    return gpus[0] === undefined
      ? { name: 'a driver that is not a GPU’s', software: true }
      : { name: gpus[0].name, software: false };
  }
  const libraries = loadedLibraries(surroundings);
  const driven = gpus.find(({ driver }) => libraries.some((library) => VULKAN_DRIVERS[driver!]?.test(library)));
  if (driven !== undefined) return { name: driven.name, software: false };
  const player = SOFTWARE_DRIVERS.find(({ library }) => libraries.some((loaded) => library.test(loaded)));
  return { name: player?.name ?? 'an unknown driver', software: true };
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

/** The names of the files that are mapped into this process. */
function loadedLibraries({ text }: GpuSurroundings): string[] {
  const paths = text('/proc/self/maps').matchAll(/ (\/.+)$/gm);
  return [...new Set([...paths].map(([, path]) => basename(path!)))];
}
