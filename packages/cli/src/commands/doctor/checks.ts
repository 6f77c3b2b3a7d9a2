import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { readMnist } from '@mnist-adder/dataset/node';
import { describeBackend, openPredictor, selectBackend } from '@mnist-adder/backends';
import type { Surroundings } from '../../program/surroundings.js';
import { startTensorFlow } from '../../program/start-tensorflow.js';
import { findModel } from '../../model/find-model.js';
import { styleOf } from '../../terminal/style.js';
import type { Check } from './document.js';

interface ToCheck {
  readonly name: string;
  readonly look: (surroundings: Surroundings) => Promise<Omit<Check, 'name'>> | Omit<Check, 'name'>;
}

/** What the default training takes at most, as it was measured, and half as much again. */
const TRAINING_BYTES = 550e6;
/** A run with its checkpoints, event files and report. */
const RUN_BYTES = 50e6;

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** Everything that is looked at, what the rest stands on first. */
export const CHECKS: readonly ToCheck[] = [
  {
    name: 'Node',
    look: () => {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      const ok = major > 20 || (major === 20 && minor >= 19);
      const found = `${process.version} on ${process.platform}-${process.arch}`;
      return { ok, found, ...(!ok && { remedy: 'install Node 20.19 or newer' }) };
    },
  },
  {
    name: 'processor',
    look: () => ({ ok: true, found: `${availableParallelism()} threads at once` }),
  },
  {
    name: 'memory',
    look: () => {
      const ok = totalmem() >= TRAINING_BYTES;
      const remedy = 'a training takes about 0.4 GB: close something, or take smaller batches';
      return { ok, found: `${gigabytes(totalmem())}, ${gigabytes(freemem())} free`, ...(!ok && { remedy }) };
    },
  },
  { name: 'this folder', look: ({ folder }) => lookAtFolder(folder) },
  {
    name: 'MNIST',
    look: async () => {
      const { train, test, source } = await readMnist();
      const count = (size: number) => size.toLocaleString('en');
      return { ok: true, found: `${source}: ${count(train.size)} + ${count(test.size)} images` };
    },
  },
  {
    name: 'backend',
    look: async () => {
      await startTensorFlow();
      const selected = await selectBackend('auto');
      const ok = selected.backend.name !== 'cpu';
      const remedy = 'nothing fast works here: see mnist-adder backend list';
      return { ok, found: `${selected.backend.name}: ${describeBackend(selected)}`, ...(!ok && { remedy }) };
    },
  },
  { name: 'the model', look: lookAtModel },
  {
    name: 'terminal',
    look: ({ terminal: { stdout, env } }) => {
      const { columns, unicode, colors, greys } = styleOf(stdout, env);
      const parts = [
        `${columns} columns`,
        unicode ? 'Unicode' : 'ASCII',
        greys ? 'shades of grey' : colors.isColorSupported ? 'colours' : 'no colours',
      ];
      return { ok: true, found: parts.join(', ') };
    },
  },
];

function lookAtFolder(folder: string): Omit<Check, 'name'> {
  try {
    // Trying is the only thing that tells: permissions are not all that keeps one from writing.
    rmdirSync(mkdtempSync(join(folder, '.mnist-adder-')));
  } catch {
    return {
      ok: false,
      found: `${folder} cannot be written`,
      remedy: 'go to a folder of yours, or name one with --out',
    };
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const ok = free >= RUN_BYTES;
  return { ok, found: `${folder}: ${gigabytes(free)} free`, ...(!ok && { remedy: 'make room: a run takes 0.05 GB' }) };
}

/** Has the model that comes along read the first test image. */
async function lookAtModel({ folder }: Surroundings): Promise<Omit<Check, 'name'>> {
  const predictor = await openPredictor(findModel(undefined, folder));
  try {
    const { test } = await readMnist();
    const [answer] = await predictor.predictPairs({ images: test.images.subarray(0, 784), addends: [5] });
    const { digit, sum } = answer!;
    const ok = digit === 7 && sum === 12;
    const remedy = 'install mnist-adder again';
    return { ok, found: `it reads the first test image as ${digit} + 5 = ${sum}`, ...(!ok && { remedy }) };
  } finally {
    await predictor.dispose();
  }
}
