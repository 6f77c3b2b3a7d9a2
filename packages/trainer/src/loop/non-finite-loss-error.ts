import { MnistAdderError } from '@mnist-adder/dataset';

/** The loss became infinite or not a number: training cannot go on from there. */
export class NonFiniteLossError extends MnistAdderError {
  override readonly name = 'NonFiniteLossError';

  constructor(
    readonly loss: number,
    /** From 0. */
    readonly epoch: number,
    /** The step within the epoch, from 0. */
    readonly index: number,
    readonly learningRate: number,
  ) {
    super(
      'non-finite-loss',
      `The loss became ${loss} in epoch ${epoch + 1}, step ${index + 1}, at a learning rate of ${learningRate.toPrecision(3)}: train with a lower rate or another seed.`,
    );
  }
}
