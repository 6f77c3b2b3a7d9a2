import type { InstallableBackend } from '../names.js';
import {
  CPU_WHEELS,
  GPU_LIBRARIES,
  GPU_WHEELS,
  NODE_API_HEADERS,
  TENSORFLOW_VERSION,
  TFJS_NODE,
  TFJS_NODE_GPU,
  TFJS_VERSION,
  type NpmPackage,
  type Wheel,
} from './pinned-files.js';

/** The kind of a machine. */
export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

/** The ways in which a backend can be installed on a machine, in the order in which they are tried. */
export interface InstallPlan {
  /** Names everything that is installed. An installation with another key is an old one. */
  readonly key: string;
  /** The npm package that the backend is loaded from. */
  readonly packageName: string;
  readonly upstream?: UpstreamPlan | undefined;
  readonly wheels?: WheelPlan | undefined;
}

/** Upstream's own way: the install script of tfjs-node fetches libtensorflow and a compiled binding from a host of its own. */
export interface UpstreamPlan {
  /** The package and version that npm is asked for. */
  readonly requirement: string;
  /** The URL of the compiled binding. If it can be fetched, so can the rest. */
  readonly url: string;
  /** The most that the installation takes on the disk. */
  readonly bytes: number;
}

/** The way from wheels: libtensorflow is taken out of Python packages, and the binding is compiled. */
export interface WheelPlan {
  /** The npm package whose JavaScript is used, and whose C++ is compiled. */
  readonly tfjs: NpmPackage;
  /** Node-API's headers. */
  readonly headers: NpmPackage;
  readonly wheels: readonly Wheel[];
  /** The platform tags that pip takes files for. */
  readonly tags: readonly string[];
  /** Libraries in `deps` that TensorFlow looks for by name when it runs. The binding names them, so that they are found. */
  readonly libraries: readonly string[];
}

/** pip's names of processors. */
const MACHINES: Readonly<Partial<Record<string, string>>> = { x64: 'x86_64', arm64: 'aarch64' };

/** Upstream's compiled bindings by system. */
const UPSTREAM_BINDINGS: Readonly<Partial<Record<string, string>>> = {
  // On Linux its file works on this processor only.
  'linux-x64': 'CPU-linux-4.22.0.tar.gz',
  'darwin-x64': 'CPU-darwin-4.22.0.tar.gz',
  'darwin-arm64': 'CPU-darwin-4.22.0.tar.gz',
  'win32-x64': 'CPU-windows-4.22.0.zip',
};

/**
 * Plans how a backend is installed on a machine. `tensorflow` is installed from a wheel or in upstream's way on Linux, and in upstream's way
 * only on other systems. `tensorflow-gpu` is installed from wheels on Linux x64, because upstream's libtensorflow is older than today's GPUs.
 *
 * @returns the plan. Undefined if there is no way.
 */
export function planFor(backend: InstallableBackend, { platform, arch }: Platform): InstallPlan | undefined {
  const gpu = backend === 'tensorflow-gpu';
  const tfjs = gpu ? TFJS_NODE_GPU : TFJS_NODE;
  const upstream = gpu ? undefined : upstreamPlan(`${platform}-${arch}`);
  const wheels =
    platform === 'linux' ? wheelPlan(tfjs, wheelsFor(gpu, arch), arch, gpu ? GPU_LIBRARIES : []) : undefined;
  if (upstream === undefined && wheels === undefined) return undefined;
  return {
    key: `tfjs ${TFJS_VERSION}, libtensorflow ${TENSORFLOW_VERSION}, signal guard, ${platform}-${arch}`,
    packageName: tfjs.requirement.slice(0, tfjs.requirement.lastIndexOf('@')),
    upstream,
    wheels,
  };
}

function wheelsFor(gpu: boolean, arch: string): readonly Wheel[] {
  if (gpu) return arch === 'x64' ? GPU_WHEELS : [];
  const wheel = CPU_WHEELS[arch];
  return wheel === undefined ? [] : [wheel];
}

function upstreamPlan(system: string): UpstreamPlan | undefined {
  const binding = UPSTREAM_BINDINGS[system];
  if (binding === undefined) return undefined;
  return {
    requirement: TFJS_NODE.requirement,
    url: `https://storage.googleapis.com/tf-builds/pre-built-binary/napi-v8/${TFJS_VERSION}/${binding}`,
    bytes: 1_200_000_000,
  };
}

function wheelPlan(
  tfjs: NpmPackage,
  wheels: readonly Wheel[],
  arch: string,
  libraries: readonly string[],
): WheelPlan | undefined {
  if (wheels.length === 0) return undefined;
  const tags = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014', 'manylinux_2_12'];
  return {
    tfjs,
    headers: NODE_API_HEADERS,
    wheels,
    tags: tags.map((tag) => `${tag}_${MACHINES[arch]!}`),
    libraries,
  };
}
