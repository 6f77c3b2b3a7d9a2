import { MnistAdderError } from '@mnist-adder/dataset';

/** A file is not a whole checkpoint of this run. */
export class CheckpointError extends MnistAdderError {
  override readonly name = 'CheckpointError';

  constructor(
    readonly file: string,
    /** What is wrong with it. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super('checkpoint', `The checkpoint ${file} ${problem}.`, options);
  }
}
