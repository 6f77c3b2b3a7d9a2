import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path/posix';

/** The parts of a machine that tell about GPUs. Anything that is missing or cannot be read is empty. */
export interface GpuContext {
  readonly platform: NodeJS.Platform;
  /** Lists the names in a folder. */
  readonly list: (folder: string) => readonly string[];
  /** Reads the text of a file. */
  readonly text: (path: string) => string;
  /** Reads the target of a symbolic link. */
  readonly linkTarget: (path: string) => string;
  /** Runs a program, and returns what it prints. */
  readonly output: (program: string, args: readonly string[]) => string;
}

const orElse = <Value>(fallback: Value, look: () => Value): Value => {
  try {
    return look();
  } catch {
    return fallback;
  }
};

/** The machine that this process runs on. */
export const thisMachine: GpuContext = {
  platform: process.platform,
  list: (folder) => orElse([], () => readdirSync(folder)),
  text: (path) => orElse('', () => readFileSync(path, 'utf8')),
  linkTarget: (path) => orElse('', () => readlinkSync(path)),
  output: (program, args) =>
    orElse('', () =>
      execFileSync(program, args, { encoding: 'utf8', timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }),
    ),
};

/** A GPU that the operating system knows. */
export interface Gpu {
  /** The GPU's name: `NVIDIA H200`. */
  readonly name: string;
  /** The kernel's driver, on Linux only: `amdgpu`. */
  readonly driver?: string | undefined;
}

/** Finds the GPUs of a machine. Software adapters and the screens of virtual machines do not count. */
export function findGpus(context: GpuContext): readonly Gpu[] {
  switch (context.platform) {
    case 'linux':
      return [...nvidiaGpus(context), ...renderNodes(context)];
    case 'darwin':
      // Every Mac that onnxruntime-node runs on has one.
      return [{ name: "Apple's GPU, through Metal" }];
    case 'win32':
      return displayAdapters(context);
    default:
      return [];
  }
}

/** The name of NVIDIA's own kernel driver. */
export const NVIDIA_DRIVER = 'nvidia';

const NVIDIA_FOLDER = '/proc/driver/nvidia/gpus';

/** Asks NVIDIA's own driver, which is also there without a screen and in containers. */
function nvidiaGpus({ list, text }: GpuContext): Gpu[] {
  return list(NVIDIA_FOLDER).map((bus) => {
    const model = /^Model:\s*(.+?)\s*$/m.exec(text(`${NVIDIA_FOLDER}/${bus}/information`))?.[1];
    return { name: model ?? 'NVIDIA GPU', driver: NVIDIA_DRIVER };
  });
}

const RENDER_NODES = '/sys/class/drm';

/** The makers of GPUs by their Linux drivers, without NVIDIA's own driver. */
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

function renderNodes({ list, linkTarget }: GpuContext): Gpu[] {
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

/** Adapters that Windows, remote desktops and virtual machines show in place of a GPU. */
const NO_GPU = /^Microsoft|Remote|Virtual|VMware|Parsec|Citrix/i;

function displayAdapters({ output }: GpuContext): Gpu[] {
  const listing = output('reg', ['query', DISPLAY_CLASS, '/s', '/v', 'DriverDesc']);
  const names = [...listing.matchAll(/DriverDesc\s+REG_SZ\s+(.+?)\s*$/gm)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !NO_GPU.test(name)).map((name) => ({ name }));
}
