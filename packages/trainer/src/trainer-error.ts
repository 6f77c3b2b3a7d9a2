import { MnistAdderError } from '@mnist-adder/dataset';

/** What can go wrong with a recipe or in training; codes stay the same over releases. */
export type TrainerErrorCode = 'setting' | 'augmentation' | 'non-finite' | 'non-finite-weight';

/**
 * A recipe is not valid, or a training cannot go on. `facts` holds what the message says as data: `setting` and `problem`; `epoch` and
 * `index` of the batch; the loss, the gradient's norm and the layers of a step that is not finite; `weight` and `step`.
 */
export class TrainerError extends MnistAdderError {
  override readonly name = 'TrainerError';
  declare readonly code: TrainerErrorCode;
}
