import { MnistAdderError } from '@mnist-adder/dataset';

/** A model has a layer or a setting that `forward` does not know, or lacks a layer that it needs. */
export class UnsupportedModelError extends MnistAdderError {
  override readonly name = 'UnsupportedModelError';

  constructor(
    /** The layer's name. */
    readonly layer: string,
    /** What is wrong with it. */
    readonly problem: string,
  ) {
    super('unsupported-model', `The layer ${layer} ${problem}: use a model that createAdder made.`);
  }
}
