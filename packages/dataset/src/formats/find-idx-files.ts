import { DatasetError } from '../errors.js';

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

type Role = keyof (TestFiles & TrainFiles);

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

/** The names of files in one folder. */
export interface ListedFolder {
  /** Path of the folder, for errors. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Whether a name is like those of the four files. */
export const isIdxName = (name: string): boolean => IDX_NAME.test(name);

/**
 * Finds the four files of a data set in MNIST's layout by their names: MNIST and Fashion-MNIST (with `-` or `.` before
 * `idx`), QMNIST and EMNIST, compressed (`.gz`) or not. If a file is there in both forms, the plain one is used. Of EMNIST's
 * six sets, the digits are used. The two files of images to train on may be missing.
 *
 * @throws `DatasetError` when one of the other files is missing, or more than one file fits.
 */
export function findIdxFiles({ folder, names }: ListedFolder): TestFiles & Partial<TrainFiles> {
  const candidates = chooseSet(folder, names.flatMap(toCandidate));
  const file = (role: Role) => choose(folder, role, candidates);
  const test = { testImages: file('testImages'), testLabels: file('testLabels') };
  if (!candidates.some(({ role }) => role.startsWith('train'))) return test;
  return { trainImages: file('trainImages'), trainLabels: file('trainLabels'), ...test };
}

/** Whether a data set is EMNIST, which stores each image column by column. */
export function isEmnist({ testImages }: TestFiles): boolean {
  return EMNIST.test(testImages);
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

function choose(folder: string, role: Role, candidates: readonly Candidate[]): string {
  const files = candidates.filter((candidate) => candidate.role === role).map(({ name }) => name);
  const { description, usualName } = ROLES[role];
  if (files.length === 0) {
    const message = `The data folder ${folder} has no ${description}: put ${usualName} (or ${usualName}.gz) there.`;
    throw new DatasetError('data-file-missing', message, { facts: { folder, files: [usualName] } });
  }
  const distinct = files.filter((name) => !(isCompressed(name) && files.includes(name.replace(/\.gz$/i, ''))));
  if (distinct.length === 1) return distinct[0]!;
  const message = `The data folder ${folder} has more than one file of ${description} (${distinct.join(', ')}): keep the one to use.`;
  throw new DatasetError('data-file-ambiguous', message, { facts: { folder, files: distinct } });
}

function isCompressed(name: string): boolean {
  return /\.gz$/i.test(name);
}
