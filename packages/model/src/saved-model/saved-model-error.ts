import { MnistAdderError } from '@mnist-adder/dataset';

export type SavedModelCode =
  | 'model-not-json'
  | 'model-not-layers'
  | 'model-not-adder'
  | 'model-format-version'
  | 'model-metadata'
  | 'model-spec'
  | 'model-topology'
  | 'model-weight-missing'
  | 'model-weight-unknown'
  | 'model-weight-shape'
  | 'model-weight-not-finite'
  | 'model-weights-truncated'
  | 'model-weights-over-long'
  | 'model-weights-altered';

export interface SavedModelFacts {
  /** The file: a path, a URL. */
  file: string;
  expected: string;
  found: string;
}

/** A saved model is not whole, or not one of ours. */
export class SavedModelError extends MnistAdderError implements SavedModelFacts {
  override readonly name = 'SavedModelError';
  readonly file: string;
  readonly expected: string;
  readonly found: string;

  constructor(
    override readonly code: SavedModelCode,
    { file, expected, found }: SavedModelFacts,
    options?: ErrorOptions,
  ) {
    super(code, `${file} cannot be used: expected ${expected}, found ${found}. ${ADVICE[code]}`, options);
    this.file = file;
    this.expected = expected;
    this.found = found;
  }
}

const COPY_AGAIN = 'Copy the model again, both of its files, or train it anew.';
const OTHER_MODEL = 'Give a model that mnist-adder saved.';

const ADVICE: Readonly<Record<SavedModelCode, string>> = {
  'model-not-json': COPY_AGAIN,
  'model-not-layers': OTHER_MODEL,
  'model-not-adder': OTHER_MODEL,
  'model-format-version': 'Use the version of mnist-adder that saved it, or train it anew.',
  'model-metadata': COPY_AGAIN,
  'model-spec': COPY_AGAIN,
  'model-topology': COPY_AGAIN,
  'model-weight-missing': COPY_AGAIN,
  'model-weight-unknown': COPY_AGAIN,
  'model-weight-shape': COPY_AGAIN,
  'model-weight-not-finite': 'Train it anew, at a lower learning rate.',
  'model-weights-truncated': COPY_AGAIN,
  'model-weights-over-long': COPY_AGAIN,
  'model-weights-altered': COPY_AGAIN,
};
