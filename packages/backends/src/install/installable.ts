import type { DownloadedFile } from './download.js';

/** A Python package's file, for what is in it besides Python. */
export interface Wheel extends DownloadedFile {
  /** What pip is asked for: `tensorflow-cpu==2.21.0`. */
  readonly requirement: string;
  /** What is unpacked of it takes this much on the disk. */
  readonly unpackedBytes: number;
}

/** An npm package's file, unpacked without what it depends on. */
export interface NpmPackage extends DownloadedFile {
  /** What npm is asked for: `node-api-headers@1.9.0`. */
  readonly requirement: string;
}

/** What an installation from wheels is made of. */
export interface WheelPlan {
  /** The TensorFlow.js package whose JavaScript is used, and whose C++ is compiled. */
  readonly tfjs: NpmPackage;
  /** Node-API's headers, for every version of Node. */
  readonly headers: NpmPackage;
  readonly wheels: readonly Wheel[];
  /** The platform tags that pip takes files for. */
  readonly tags: readonly string[];
  /** Libraries that TensorFlow looks for by name when it runs, in `deps`; the binding names them, so that they are found. */
  readonly libraries: readonly string[];
}

/** TensorFlow.js's own way: its install script fetches libtensorflow and a compiled binding from where it keeps them. */
export interface UpstreamPlan {
  readonly requirement: string;
  /** The compiled binding: where it can be fetched, so can the rest. */
  readonly url: string;
  /** At most what it takes on the disk while it is installed. */
  readonly bytes: number;
}

/** The ways in which a backend can be installed on a machine, in the order in which they are tried. */
export interface InstallPlan {
  /** Names all that is installed and for what: an installation with another key is an old one. */
  readonly key: string;
  /** The npm package that the backend is loaded from. */
  readonly packageName: string;
  readonly upstream?: UpstreamPlan;
  readonly wheels?: WheelPlan;
}
