import { ModelError, type ModelErrorCode } from '@mnist-adder/model';

const COPY_AGAIN = 'copy all of its files again, or train it again.';
const OTHER = 'choose a model that mnist-adder saved.';

/** What is wrong with the files of a model, and what to do, for people who know no schema. */
const SENTENCES: Partial<Readonly<Record<ModelErrorCode, string>>> = {
  'model-not-json': `is no model, or it is damaged: ${OTHER}`,
  'model-not-layers': `is no model that this page can open: ${OTHER}`,
  'model-not-adder': `is a model that another program saved: ${OTHER}`,
  'model-format-version': 'was saved by another version of mnist-adder: train it again.',
  'model-metadata': `is damaged: ${COPY_AGAIN}`,
  'model-spec': `is damaged: ${COPY_AGAIN}`,
  'model-topology': `is damaged: ${COPY_AGAIN}`,
  'model-weight-missing': `is damaged: ${COPY_AGAIN}`,
  'model-weight-unknown': `is damaged: ${COPY_AGAIN}`,
  'model-weight-shape': `is damaged: ${COPY_AGAIN}`,
  'model-weight-not-finite':
    'has weights that are no numbers, because its training failed: train it again with a lower learning rate.',
  'model-weights-truncated': `is cut off: ${COPY_AGAIN}`,
  'model-weights-over-long': `is longer than it should be: ${COPY_AGAIN}`,
  'model-weights-altered': `does not belong to this model.json, or it is damaged: ${COPY_AGAIN}`,
};

/** The error of a model that cannot be used, in plain words. Any other error stays as it is. */
export function inPlainWords(error: unknown): unknown {
  if (!(error instanceof ModelError)) return error;
  const sentence = SENTENCES[error.code];
  if (sentence === undefined) return error;
  const { file } = error.facts as { readonly file?: string };
  // Only the name of the file: the page has no folders.
  return new Error(`${file?.split('/').at(-1) ?? 'The model'} ${sentence}`, { cause: error });
}
