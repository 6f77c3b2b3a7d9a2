import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { DatasetError } from '../errors.js';
import { errnoOf, refusal } from './system-error.js';

/** The names of the two files of images to evaluate on, inside their folder. */
export interface TestFiles {
  readonly testImages: string;
  readonly testLabels: string;
}

/** The names of the two files of images to train on, inside their folder. */
export interface TrainFiles {
  readonly trainImages: string;
  readonly trainLabels: string;
}

/** The names of a data set's four files, inside their folder. */
export type IdxFiles = TestFiles & TrainFiles;

type Role = keyof IdxFiles;

/** A file whose name is like that of one of the four. */
interface Candidate {
  readonly name: string;
  readonly role: Role;
  /** The part of the name before the role: `''` for MNIST, `emnist-digits-` for EMNIST. */
  readonly prefix: string;
}

/**
 * Matches `train-images-idx3-ubyte`, `t10k-labels.idx1-ubyte.gz`, `emnist-digits-test-images-idx3-ubyte`,
 * `qmnist-test-labels-idx2-int` … but no hidden file: archives made on macOS have a companion `._train-…` for each file.
 */
const IDX_NAME =
  /^(?!\.)(?<prefix>|.*[-_.])(?<part>train|t10k|test)[-_.](?<kind>images|labels)[-_.]idx\d-(?:ubyte|int)(?:\.gz)?$/i;

const EMNIST = /^emnist-/i;
/** EMNIST's archive has six sets in one folder. This one has digits only. */
const EMNIST_DIGITS = /^emnist-digits-$/i;

const ROLES: Readonly<Record<Role, { description: string; usualName: string }>> = {
  trainImages: { description: 'training images', usualName: 'train-images-idx3-ubyte' },
  trainLabels: { description: 'training labels', usualName: 'train-labels-idx1-ubyte' },
  testImages: { description: 'test images', usualName: 't10k-images-idx3-ubyte' },
  testLabels: { description: 'test labels', usualName: 't10k-labels-idx1-ubyte' },
};

/**
 * Finds the four files of a data set in MNIST's layout by their names: MNIST and Fashion-MNIST (with `-` or `.` before
 * `idx`), QMNIST and EMNIST, compressed (`.gz`) or not. If a file is there in both forms, the plain one is used. Of EMNIST's
 * six sets, the digits are used.
 *
 * @throws `DatasetError` when the folder cannot be read, a file is missing, or more than one file fits.
 */
export async function findIdxFiles(folder: string): Promise<IdxFiles> {
  const candidates = await findCandidates(folder);
  return { ...(await chooseTrainFiles(folder, candidates)), ...(await chooseTestFiles(folder, candidates)) };
}

/**
 * Finds the files as {@link findIdxFiles} does, in a folder that need not have images to train on.
 *
 * @throws as `findIdxFiles` does, and if only one of the two files to train on is there.
 */
export async function findTestFiles(folder: string): Promise<TestFiles & Partial<TrainFiles>> {
  const candidates = await findCandidates(folder);
  if (candidates.some(({ role }) => role.startsWith('train'))) return findIdxFiles(folder);
  return chooseTestFiles(folder, candidates);
}

const findCandidates = async (folder: string): Promise<readonly Candidate[]> =>
  chooseSet(folder, (await listFolder(folder)).flatMap(toCandidate));

const chooseTrainFiles = async (folder: string, candidates: readonly Candidate[]): Promise<TrainFiles> => ({
  trainImages: await choose(folder, 'trainImages', candidates),
  trainLabels: await choose(folder, 'trainLabels', candidates),
});

const chooseTestFiles = async (folder: string, candidates: readonly Candidate[]): Promise<TestFiles> => ({
  testImages: await choose(folder, 'testImages', candidates),
  testLabels: await choose(folder, 'testLabels', candidates),
});

/** Whether a data set is EMNIST, which stores each image column by column. */
export function isEmnist({ testImages }: TestFiles): boolean {
  return EMNIST.test(testImages);
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    const code = errnoOf(cause);
    const options = { facts: { folder, files: [] }, cause };
    if (code === 'ENOENT') {
      const message = `The data folder ${folder} does not exist: give the folder that holds the four IDX files.`;
      throw new DatasetError('data-folder-missing', message, options);
    }
    if (code === 'ENOTDIR') {
      const message = `The data folder ${folder} is a file: give the folder that holds the four IDX files.`;
      throw new DatasetError('data-folder-not-a-folder', message, options);
    }
    const message = `The data folder ${folder} cannot be read because ${refusal(cause)}: make it readable, or give another.`;
    throw new DatasetError('data-folder-unreadable', message, options);
  }
}

function toCandidate(name: string): Candidate[] {
  const groups = IDX_NAME.exec(name)?.groups;
  if (groups === undefined) return [];
  const part = groups.part!.toLowerCase() === 'train' ? 'train' : 'test';
  const kind = groups.kind!.toLowerCase() === 'images' ? 'Images' : 'Labels';
  return [{ name, role: `${part}${kind}`, prefix: groups.prefix! }];
}

/** Keeps the files of one data set. Two sets mixed would pair images with the wrong labels. */
function chooseSet(folder: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const prefixes = [...new Set(candidates.map(({ prefix }) => prefix))];
  if (prefixes.length < 2) return candidates;
  const digits = candidates.filter(({ prefix }) => EMNIST_DIGITS.test(prefix));
  if (digits.length > 0 && prefixes.every((prefix) => EMNIST.test(prefix))) return digits;
  const files = prefixes.map((prefix) => candidates.find((candidate) => candidate.prefix === prefix)!.name);
  throw new DatasetError(
    'data-file-ambiguous',
    `The data folder ${folder} holds more than one data set (${files.join(', ')}): give each a folder of its own.`,
    { facts: { folder, files } },
  );
}

async function choose(folder: string, role: Role, candidates: readonly Candidate[]): Promise<string> {
  const named = candidates.filter((candidate) => candidate.role === role).map(({ name }) => name);
  const { description, usualName } = ROLES[role];
  if (named.length === 0) {
    const message = `The data folder ${folder} has no ${description}: put ${usualName} (or ${usualName}.gz) there.`;
    throw new DatasetError('data-file-missing', message, { facts: { folder, files: [usualName] } });
  }
  // Some archives unpack to folders that are named like the files beside them.
  const files = await keepFiles(folder, named);
  const distinct = files.filter((name) => !(isCompressed(name) && files.includes(name.replace(/\.gz$/i, ''))));
  if (distinct.length > 1) {
    const message = `The data folder ${folder} has more than one file of ${description} (${distinct.join(', ')}): keep the one to use.`;
    throw new DatasetError('data-file-ambiguous', message, { facts: { folder, files: distinct } });
  }
  // If all of them are folders, reading one fails with an error that says so.
  return distinct[0] ?? named[0]!;
}

async function keepFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const name of names) {
    const isFolder = await stat(path.join(folder, name)).then(
      (stats) => stats.isDirectory(),
      // It may be a broken link, for example. Reading it fails with an error that says so.
      () => false,
    );
    if (!isFolder) kept.push(name);
  }
  return kept;
}

function isCompressed(name: string): boolean {
  return /\.gz$/i.test(name);
}
