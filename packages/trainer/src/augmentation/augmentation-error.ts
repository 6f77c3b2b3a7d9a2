import { MnistAdderError } from '@mnist-adder/dataset';

/** A worker could not augment a batch: it died, or was never able to start. */
export class AugmentationError extends MnistAdderError {
  override readonly name = 'AugmentationError';

  constructor(
    /** From 0. */
    readonly epoch: number,
    /** The batch within the epoch, from 0. */
    readonly index: number,
    override readonly cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'augmentation',
      `The worker that augments images failed in epoch ${epoch + 1}, step ${index + 1} (${reason}): resume the run, and if it fails again, train without augmentation.`,
    );
  }
}
