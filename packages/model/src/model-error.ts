import { MnistAdderError } from '@mnist-adder/dataset';

/** What can go wrong with a network or a saved model; codes stay the same over releases. */
export type ModelErrorCode =
  | 'spec'
  | 'unsupported-model'
  | 'model-file-missing'
  | 'model-file-unreadable'
  | 'model-folder-not-writable'
  | 'non-finite-outputs'
  | SavedModelCode;

/** What can be wrong with the files of a saved model. */
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

/**
 * A network or a saved model cannot be used. `facts` holds what the message says as data: `setting` and `problem` of a spec, `layer`
 * and `problem` of an unsupported model, `file`, `expected` and `found` of a saved model.
 */
export class ModelError extends MnistAdderError {
  override readonly name = 'ModelError';
  declare readonly code: ModelErrorCode;
}

/**
 * A spec is not valid.
 *
 * @param setting the path of the invalid setting, `backbone.filters`; empty for the spec as a whole.
 */
export function specError(setting: string, problem: string, cause: unknown): ModelError {
  const subject = setting === '' ? 'The spec of the network' : `The setting ${setting} of the network`;
  const facts = { setting, problem };
  return new ModelError('spec', `${subject} is not valid (${problem}): correct it.`, { facts, cause });
}

/** `forward` does not support a layer or one of its settings, or the model lacks a layer. */
export function unsupportedModel(layer: string, problem: string): ModelError {
  const message = `The layer ${layer} ${problem}: change the network, or use a built-in backbone and head.`;
  return new ModelError('unsupported-model', message, { facts: { layer, problem } });
}

const COPY_AGAIN = 'Copy all files of the model again, or train it again.';
const OTHER_MODEL = 'Choose a model that mnist-adder saved.';

const ADVICE: Readonly<Record<SavedModelCode, string>> = {
  'model-not-json': COPY_AGAIN,
  'model-not-layers': OTHER_MODEL,
  'model-not-adder': OTHER_MODEL,
  'model-format-version': 'Use the version of mnist-adder that saved it, or train it again.',
  'model-metadata': COPY_AGAIN,
  'model-spec': COPY_AGAIN,
  'model-topology': COPY_AGAIN,
  'model-weight-missing': COPY_AGAIN,
  'model-weight-unknown': COPY_AGAIN,
  'model-weight-shape': COPY_AGAIN,
  'model-weight-not-finite': 'Train it again at a lower learning rate.',
  'model-weights-truncated': COPY_AGAIN,
  'model-weights-over-long': COPY_AGAIN,
  'model-weights-altered': COPY_AGAIN,
};

/** A saved model is damaged, or mnist-adder did not save it. `file` is a path or a URL. */
export function savedModelError(
  code: SavedModelCode,
  facts: { readonly file: string; readonly expected: string; readonly found: string },
  cause?: unknown,
): ModelError {
  const { file, expected, found } = facts;
  const message = `${file} cannot be used: expected ${expected}, found ${found}. ${ADVICE[code]}`;
  return new ModelError(code, message, { facts, cause });
}
