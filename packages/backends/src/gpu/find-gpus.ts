import { basename } from 'node:path/posix';
import type { GpuSurroundings } from './surroundings.js';

/** A GPU that the operating system knows. */
export interface Gpu {
  /** `NVIDIA H200` */
  readonly name: string;
  /** The driver in the kernel, on Linux: `amdgpu`. */
  readonly driver?: string;
}

/** The GPUs of this machine; graphics that only exist as a program, or on the screen of a virtual machine, are none. */
export function findGpus(surroundings: GpuSurroundings): readonly Gpu[] {
  switch (surroundings.platform) {
    case 'linux':
      return [...nvidiaGpus(surroundings), ...renderNodes(surroundings)];
    case 'darwin':
      // Every Mac that onnxruntime-node runs on has one.
      return [{ name: "Apple's GPU, through Metal" }];
    case 'win32':
      return displayAdapters(surroundings);
    default:
      return [];
  }
}

export const NVIDIA_DRIVER = 'nvidia';

const NVIDIA_FOLDER = '/proc/driver/nvidia/gpus';

/** NVIDIA's own driver, which is there without a screen as well, and in containers. */
function nvidiaGpus({ list, text }: GpuSurroundings): Gpu[] {
  return list(NVIDIA_FOLDER).map((bus) => {
    const model = /^Model:\s*(.+?)\s*$/m.exec(text(`${NVIDIA_FOLDER}/${bus}/information`))?.[1];
    return { name: model ?? 'NVIDIA GPU', driver: NVIDIA_DRIVER };
  });
}

const RENDER_NODES = '/sys/class/drm';

/** The drivers of GPUs in Linux besides NVIDIA's own, and whose GPUs they are. */
const MAKERS: Readonly<Record<string, string>> = {
  amdgpu: 'AMD',
  asahi: 'Apple',
  i915: 'Intel',
  msm: 'Qualcomm',
  nouveau: 'NVIDIA',
  panfrost: 'Arm',
  panthor: 'Arm',
  radeon: 'AMD',
  v3d: 'Broadcom',
  xe: 'Intel',
};

function renderNodes({ list, linkTarget }: GpuSurroundings): Gpu[] {
  return list(RENDER_NODES)
    .filter((name) => name.startsWith('renderD'))
    .flatMap((name) => {
      const driver = basename(linkTarget(`${RENDER_NODES}/${name}/device/driver`));
      const maker = MAKERS[driver];
      return maker === undefined ? [] : [{ name: `${maker} GPU (${driver})`, driver }];
    });
}

/** The class of display adapters in Windows's registry. */
const DISPLAY_CLASS = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}`;

/** What Windows, remote desktops and virtual machines put in the place of a GPU. */
const NO_GPU = /^Microsoft|Remote|Virtual|VMware|Parsec|Citrix/i;

function displayAdapters({ output }: GpuSurroundings): Gpu[] {
  const listing = output('reg', ['query', DISPLAY_CLASS, '/s', '/v', 'DriverDesc']);
  const names = [...listing.matchAll(/DriverDesc\s+REG_SZ\s+(.+?)\s*$/gm)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !NO_GPU.test(name)).map((name) => ({ name }));
}
