import { MnistAdderError } from '../mnist-adder-error.js';

export type DigitSetCode = 'image-shape' | 'label-shape' | 'label-range' | 'count-mismatch' | 'empty-set';

export interface DigitSetFacts {
  /** The files concerned. */
  source: string;
  expected: string;
  found: string;
}

/** Arrays were read, but they are not images of digits with a label each. */
export class DigitSetError extends MnistAdderError implements DigitSetFacts {
  override readonly name = 'DigitSetError';
  readonly source: string;
  readonly expected: string;
  readonly found: string;

  constructor(
    override readonly code: DigitSetCode,
    { source, expected, found }: DigitSetFacts,
  ) {
    super(code, `${source}: expected ${expected}, found ${found}. Use data in MNIST's layout.`);
    this.source = source;
    this.expected = expected;
    this.found = found;
  }
}
