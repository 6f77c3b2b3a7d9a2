import type { GpuSurroundings } from '../src/gpu/surroundings.js';

/** A machine that is made up: its files, its links and what its programs print; folders follow from the paths. */
export function fakeMachine(
  platform: NodeJS.Platform,
  {
    files = {},
    links = {},
    outputs = {},
  }: { files?: Record<string, string>; links?: Record<string, string>; outputs?: Record<string, string> } = {},
): GpuSurroundings {
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

/** What Linux shows of an NVIDIA GPU with its maker's driver, and of libraries that this process has loaded. */
export const nvidiaMachine = (...libraries: string[]) =>
  fakeMachine('linux', {
    files: {
      '/proc/driver/nvidia/gpus/0000:17:00.0/information': 'Model: \t\t NVIDIA H200\nIRQ:   \t\t 42\n',
      '/proc/self/maps': maps('/usr/bin/node', ...libraries),
    },
    links: { '/sys/class/drm/renderD128/device/driver': '../../../bus/pci/drivers/nvidia' },
  });

/** What Linux shows of a GPU by the name of its driver. */
export const drmMachine = (driver: string, ...libraries: string[]) =>
  fakeMachine('linux', {
    files: { '/sys/class/drm/version': 'drm 1.1.0', '/proc/self/maps': maps(...libraries) },
    links: {
      '/sys/class/drm/card0/device/driver': `/sys/bus/pci/drivers/${driver}`,
      '/sys/class/drm/renderD128/device/driver': `/sys/bus/pci/drivers/${driver}`,
    },
  });
