import type { DigitSet } from '../digits/digit-set.js';
import type { FileTree } from '../files/file-tree.js';

/** The parts of a data set by what they are for. `all` has no purpose yet: it is split later. */
export type Part = 'train' | 'validation' | 'test' | 'all';

/** Whether pictures are prepared as `prepareImage` does. `auto`: unless all of them are 28 × 28 already, light on black. */
export type Preparation = 'auto' | 'on' | 'off';

/** A picture to prepare. */
export interface StoredPicture {
  /** The path of the picture, for messages. */
  readonly name: string;
  /** Reads the file, or a part of one. */
  readonly read: () => Promise<Uint8Array>;
}

/** Pictures that were reduced to 28 × 28. */
export interface PreparedPictures {
  /** [n × 784], one image for each picture, 0..255, ink is light. Those of {@link problems} are undefined. */
  readonly images: Uint8Array;
  /** What is wrong with the pictures that cannot be used, in words, by their indices. */
  readonly problems: ReadonlyMap<number, string>;
  /** Whether they were prepared. If not, they were used as they are. */
  readonly prepared: boolean;
}

/** Decodes pictures and reduces them to 28 × 28. This package has no decoder of its own. */
export type PreparePictures = (
  pictures: readonly StoredPicture[],
  preparation: Preparation,
) => Promise<PreparedPictures>;

/** How a data set is read. */
export interface Reading {
  readonly preparation: Preparation;
  readonly preparePictures: PreparePictures | undefined;
  /** Whether images are stored column by column, if that was said. Pictures are not, and IDX files named `emnist-…` are. */
  readonly transposed: boolean | undefined;
  /** Takes a sentence about the data for people: what was left out, how pictures were used. */
  readonly note: (sentence: string) => void;
}

/** The parts of a data set that was read. */
export interface DigitParts {
  readonly parts: Readonly<Partial<Record<Part, DigitSet>>>;
  /** SHA-256 by file name, if the files are IDX files. Those of other data are computed from the images and labels. */
  readonly digests?: Readonly<Record<string, string>>;
}

/** A data set that was found among files. */
export interface FoundData {
  /** The format of the data set in words: `IDX files`. */
  readonly what: string;
  /** Whether it consists of pictures, which may need preparation. */
  readonly hasPictures?: boolean;
  readonly read: (reading: Reading) => Promise<DigitParts>;
}

/** A format of labelled digits. */
export interface DataFormat {
  /** What a user could give, in words: `a folder of four IDX files`. */
  readonly what: string;
  /** Finds data of this format by the names of files. Nothing is read yet. */
  readonly recognise: (tree: FileTree) => FoundData | undefined;
}

const PART_NAMES: readonly (readonly [part: Part, name: RegExp])[] = [
  ['train', /^train(ing)?$/i],
  ['validation', /^val(id|idation)?$/i],
  ['test', /^test(ing)?$/i],
];

/** The part that a whole name stands for: `train`, `val`. */
export const partNamed = (name: string): Part | undefined => PART_NAMES.find(([, pattern]) => pattern.test(name))?.[0];

/**
 * The part that a file belongs to by the words in its name, or else in the names of its folders, the innermost first:
 * `mnist_test.csv`, `train-00000-of-00001.parquet`, `test/0000.parquet`.
 */
export function partOfFile(file: string): Part {
  const words = file
    .split('/')
    .reverse()
    .flatMap((name) => name.split(/[^a-z]+/i));
  return words.map(partNamed).find((part) => part !== undefined) ?? 'all';
}

/** Names for a message, the first few of many: `a.txt, b.txt and 4 more`. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The last name of a path with `/`. */
export const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** The folder of a path with `/`; empty for a file that is in none. */
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
