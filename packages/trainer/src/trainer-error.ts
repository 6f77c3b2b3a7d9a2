import { MnistAdderError, type MnistAdderErrorOptions } from '@mnist-adder/dataset';

/** What can go wrong with a recipe or in training: the `code` of a {@link TrainerError}. */
export type TrainerErrorCode =
  // A recipe has no such setting, or its value is not valid.
  | 'setting'
  // A batch cannot be augmented.
  | 'augmentation'
  // The loss, a gradient or a weight is no longer finite.
  | 'non-finite'
  | 'non-finite-weight'
  // A model is trained twice at once.
  | 'model-in-training'
  // A predictor, or what an executor has prepared, is used after it was disposed of.
  | 'disposed';

/**
 * A recipe is not valid, or a training cannot go on. `facts` holds as data what the message says in words: `setting` and `problem`; the
 * `epoch` and `index` of a batch; `loss`, `gradientNorm`, `learningRate`, `layer` and `layers` of a step; `weight` and `step`.
 */
export class TrainerError extends MnistAdderError {
  override readonly name = 'TrainerError';

  constructor(
    override readonly code: TrainerErrorCode,
    message: string,
    options?: MnistAdderErrorOptions,
  ) {
    super(code, message, options);
  }
}
