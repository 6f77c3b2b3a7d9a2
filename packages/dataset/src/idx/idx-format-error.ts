import { MnistAdderError } from '../mnist-adder-error.js';

export type IdxFormatCode =
  'idx-too-short' | 'idx-magic' | 'idx-type' | 'idx-truncated' | 'idx-over-long' | 'idx-label-columns' | 'idx-gzip';

export interface IdxFormatFacts {
  /** Where the bytes came from: a file's path, a URL. */
  source: string;
  expected: string;
  found: string;
}

/** Bytes that should be an IDX file are none, or not a whole one. */
export class IdxFormatError extends MnistAdderError implements IdxFormatFacts {
  override readonly name = 'IdxFormatError';
  readonly source: string;
  readonly expected: string;
  readonly found: string;

  constructor(
    override readonly code: IdxFormatCode,
    { source, expected, found }: IdxFormatFacts,
    options?: ErrorOptions,
  ) {
    super(code, `${source} cannot be read: expected ${expected}, found ${found}. Fetch the file again.`, options);
    this.source = source;
    this.expected = expected;
    this.found = found;
  }
}
