import { mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { describeBackend, openPredictor, selectBackend } from '@mnist-adder/backends';
import { firstImages } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import * as z from 'zod/mini';
import type { CliContext } from '../../definition/cli-context.js';
import { findModel } from '../../model/saved-model.js';
import { startTensorFlow } from '../../model/start-tensorflow.js';
import { count } from '../../terminal/format.js';
import { styleOf } from '../../terminal/style.js';

/** The schema of `doctor --json`. */
export const doctorDocument = z.strictObject({
  ok: z.boolean().check(z.describe('whether all checks are ok')),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      ok: z.boolean(),
      found: z.string(),
      remedy: z.optional(z.string()).check(z.describe('what to do if it is not ok')),
    }),
  ),
});

/** The outcome of a check. */
export type Check = z.output<typeof doctorDocument>['checks'][number];

/** What a check found. The remedy is for the case that it is not ok. */
type Finding = Pick<Check, 'ok' | 'found'> & { readonly remedy?: string };

/** A check of the installation or of the machine. */
interface Checker {
  readonly name: string;
  readonly check: (context: CliContext) => Promise<Finding> | Finding;
}

/** The measured maximum of the default training, and half as much again. */
const TRAINING_BYTES = 550e6;
/** A run with its checkpoints, event files and report. */
const RUN_BYTES = 50e6;

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

const CHECKERS: readonly Checker[] = [
  { name: 'Node', check: checkNode },
  { name: 'processor', check: () => ({ ok: true, found: `${availableParallelism()} threads at once` }) },
  {
    name: 'memory',
    check: () => ({
      ok: totalmem() >= TRAINING_BYTES,
      found: `${gigabytes(totalmem())}, ${gigabytes(freemem())} free`,
      remedy: 'training takes about 0.4 GB: close other programs, or use smaller batches',
    }),
  },
  { name: 'this folder', check: checkFolder },
  { name: 'MNIST', check: checkMnist },
  { name: 'backend', check: checkBackend },
  { name: 'the model', check: checkModel },
  { name: 'terminal', check: checkTerminal },
];

/** Checks everything, what the rest depends on first. */
export async function runChecks(context: CliContext): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, check } of CHECKERS) {
    try {
      const { ok, found, remedy } = await check(context);
      checks.push({ name, ok, found, ...(!ok && { remedy }) });
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      checks.push({ name, ok: false, found, remedy: 'install mnist-adder again' });
    }
  }
  return checks;
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    ok: major > 20 || (major === 20 && minor >= 19),
    found: `${process.version} on ${process.platform}-${process.arch}`,
    remedy: 'install Node 20.19 or newer',
  };
}

function checkFolder({ folder }: CliContext): Finding {
  try {
    // Only trying tells: permissions are not the only reason why a folder cannot be written.
    rmdirSync(mkdtempSync(join(folder, '.mnist-adder-')));
  } catch {
    const remedy = 'go to a folder of yours, or name one with --out';
    return { ok: false, found: `${folder} cannot be written`, remedy };
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  return {
    ok: free >= RUN_BYTES,
    found: `${folder}: ${gigabytes(free)} free`,
    remedy: 'make room: a run takes 0.05 GB',
  };
}

async function checkMnist(): Promise<Finding> {
  const { train, test, source } = await readMnist();
  return { ok: true, found: `${source}: ${count(train.size)} + ${count(test.size)} images` };
}

async function checkBackend(): Promise<Finding> {
  await startTensorFlow();
  const selected = await selectBackend('auto');
  return {
    ok: selected.backend.name !== 'cpu',
    found: `${selected.backend.name}: ${describeBackend(selected)}`,
    remedy: 'no fast backend works here: see mnist-adder backend list',
  };
}

/** Reads the first test image with the bundled model. */
async function checkModel({ folder }: CliContext): Promise<Finding> {
  const predictor = await openPredictor(await findModel(undefined, { folder }));
  try {
    const { test } = await readMnist();
    const [answer] = await predictor.predictPairs({ images: firstImages(test, 1).images, addends: [5] });
    const { digit, sum } = answer!;
    return {
      ok: digit === 7 && sum === 12,
      found: `it reads the first test image as ${digit} + 5 = ${sum}`,
      remedy: 'install mnist-adder again',
    };
  } finally {
    await predictor.dispose();
  }
}

function checkTerminal({ terminal: { stdout, env } }: CliContext): Finding {
  const { columns, unicode, colors, greys } = styleOf(stdout, env);
  const parts = [
    `${columns} columns`,
    unicode ? 'Unicode' : 'ASCII',
    greys ? 'shades of grey' : colors.isColorSupported ? 'colours' : 'no colours',
  ];
  return { ok: true, found: parts.join(', ') };
}
