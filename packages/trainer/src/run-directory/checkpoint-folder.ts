import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readRegularFile } from '@mnist-adder/dataset/internal/node';
import writeFileAtomic from 'write-file-atomic';
import type { CheckpointStore } from '../checkpoint/checkpoint.js';
import {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  UnfitCheckpointError,
  type RunCheckpoint,
} from '../checkpoint/checkpoint-file.js';
import type { LogMark } from './metrics-log.js';
import { unwritable } from './run-directory-error.js';

/** The number of newest checkpoints that are kept, besides the best one. */
const NEWEST = 2;

/** The maximum size of a checkpoint. Those of the largest recipe have 40 MB. */
const MAX_BYTES = 2e9;

const PREFIX = 'step-';
const fileOf = (step: number) => `${PREFIX}${String(step).padStart(8, '0')}.safetensors`;
const stepOf = (file: string) => /^step-(\d{8,})\.safetensors$/.exec(file)?.[1];

/**
 * Opens the checkpoints in a folder, which is created for the first one. Each is written under a temporary name, flushed to the disk and
 * renamed, so that a file with a checkpoint's name is whole. The newest two and the best one are kept.
 *
 * @param run SHA-256 of the run's settings.
 * @param mark marks the current end of `metrics.jsonl`.
 */
export function openCheckpointFolder(
  folder: string,
  { run, mark }: { readonly run: string; readonly mark: () => LogMark },
): CheckpointStore {
  return {
    read: (step) => readCheckpoint(folder, step, run),
    async write(checkpoint) {
      try {
        await writeCheckpoint(folder, { ...checkpoint, ...mark(), run });
      } catch (error) {
        throw unwritable(dirname(folder), error);
      }
    },
  };
}

/** The checkpoint that a run goes on from. */
export interface NewestCheckpoint {
  /** Undefined if there is none. */
  readonly checkpoint: RunCheckpoint | undefined;
  /** What is wrong with the newer ones. */
  readonly problems: readonly CheckpointError[];
}

/**
 * Reads the newest whole checkpoint in a folder.
 *
 * @param run SHA-256 of the run's settings.
 * @param findProblem says why the run cannot go on from a whole checkpoint; undefined if it can.
 */
export async function readNewestCheckpoint(
  folder: string,
  run: string,
  findProblem: (checkpoint: RunCheckpoint) => Promise<string | undefined>,
): Promise<NewestCheckpoint> {
  const problems: CheckpointError[] = [];
  for (const step of await listSteps(folder)) {
    try {
      const checkpoint = await readCheckpoint(folder, step, run);
      const problem = await findProblem(checkpoint);
      if (problem === undefined) return { checkpoint, problems };
      problems.push(new UnfitCheckpointError(join(folder, fileOf(step)), problem));
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      problems.push(error);
    }
  }
  return { checkpoint: undefined, problems };
}

async function readCheckpoint(folder: string, step: number, run: string): Promise<RunCheckpoint> {
  const file = join(folder, fileOf(step));
  const bytes = await readRegularFile(file, MAX_BYTES).catch((cause: unknown) => {
    throw new CheckpointError(file, 'cannot be read', { cause });
  });
  const checkpoint = await decodeCheckpoint(bytes, file);
  if (checkpoint.run !== run) {
    throw new UnfitCheckpointError(file, 'is of another run, or the config.json of this one was changed');
  }
  if (checkpoint.state.step !== step) {
    throw new CheckpointError(file, `is of step ${checkpoint.state.step} and was renamed`);
  }
  return checkpoint;
}

async function writeCheckpoint(folder: string, checkpoint: RunCheckpoint): Promise<void> {
  // Without its parents: a run's directory that was removed is not created again.
  if (!existsSync(folder)) await mkdir(folder);
  const { step, best } = checkpoint.state;
  await writeFileAtomic(join(folder, fileOf(step)), await encodeCheckpoint(checkpoint));
  // Later ones are of a run that went on from an earlier one.
  const steps = (await listSteps(folder)).filter((other) => other <= step);
  const kept = steps.filter((step, i) => i < NEWEST || step === best?.step).map(fileOf);
  // Other ones, and files of a process that was killed while it wrote.
  const others = (await readdir(folder)).filter((file) => file.startsWith(PREFIX) && !kept.includes(file));
  for (const file of others) await rm(join(folder, file), { force: true });
}

/** The steps of all checkpoints, the newest first. */
async function listSteps(folder: string): Promise<number[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .flatMap((file) => stepOf(file) ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}
