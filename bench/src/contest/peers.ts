import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Absent } from '../results/speed.js';
import type { Contestant } from './contestant.js';

const FOLDER = new URL('../../peers/', import.meta.url);

/** The command that creates the environment of the peers that are written in Python. */
const SETUP = 'python3 -m venv bench/peers/.venv && bench/peers/.venv/bin/pip install -r bench/peers/requirements.txt';

/** A script that is measured beside ours, and the Python package that it needs. */
export interface Peer {
  readonly name: string;
  readonly script: string;
  /** Missing if the script runs in Node. */
  readonly python?: string;
  readonly flags?: readonly string[];
}

export const TRAINING_PEERS: readonly Peer[] = [
  { name: 'pytorch', script: 'pytorch_training.py', python: 'torch' },
  { name: 'pytorch-channels-last', script: 'pytorch_training.py', python: 'torch', flags: ['--channels-last'] },
  { name: 'keras', script: 'keras_training.py', python: 'tensorflow' },
];

export const PREDICTION_PEERS: readonly Peer[] = [
  { name: 'onnxruntime-python', script: 'onnxruntime_prediction.py', python: 'onnxruntime' },
  { name: 'onnxruntime-node', script: 'onnxruntime_prediction.mjs' },
];

interface FoundPeers {
  readonly present: readonly Peer[];
  readonly absent: readonly Absent[];
}

/**
 * Splits peers into those that can run and those that cannot.
 *
 * @param installed names of the Python packages that are installed.
 */
export function findPeers(peers: readonly Peer[], installed = installedPackages()): FoundPeers {
  const isPresent = ({ python }: Peer) => python === undefined || installed.includes(python);
  return {
    present: peers.filter(isPresent),
    absent: peers
      .filter((peer) => !isPresent(peer))
      .map(({ name, python }) => ({ name, kind: 'peer', reason: `Python has no ${python!} here: ${SETUP}` })),
  };
}

const PYTHON = fileURLToPath(
  new URL(process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python', FOLDER),
);

const PROBE = `
from importlib.util import find_spec
print(*[name for name in ("torch", "tensorflow", "onnxruntime") if find_spec(name)])
`;

/** The installed packages among those that peers need. */
function installedPackages(): string[] {
  if (!existsSync(PYTHON)) return [];
  return execFileSync(PYTHON, ['-c', PROBE], { encoding: 'utf8' }).trim().split(' ');
}

/**
 * Describes a peer as a contestant.
 *
 * @param args arguments that every peer gets: a folder, the number of threads, and one more number.
 */
export function peerContestant(peer: Peer, args: readonly string[], batchSize: number): Contestant {
  const { name, script, python, flags = [] } = peer;
  return {
    name,
    kind: 'peer',
    command: python === undefined ? process.execPath : PYTHON,
    args: [fileURLToPath(new URL(script, FOLDER)), ...args, ...flags],
    batchSize,
  };
}
