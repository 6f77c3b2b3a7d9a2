import { MnistAdderError } from '@mnist-adder/dataset';

/** A weight, or what the optimizer keeps of it, became infinite or not a number while loss and gradients were finite. */
export class NonFiniteWeightError extends MnistAdderError {
  override readonly name = 'NonFiniteWeightError';

  constructor(
    readonly weight: string,
    /** Steps done. */
    readonly step: number,
  ) {
    super(
      'non-finite-weight',
      `The weight ${weight} is no longer finite after step ${step}: train with a lower rate, a warm-up or another seed.`,
    );
  }
}
