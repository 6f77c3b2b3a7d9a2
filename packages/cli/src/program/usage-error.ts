import { MnistAdderError } from '@mnist-adder/dataset';

/** Something was asked for in a way that cannot be meant: the program ends with 2. */
export class UsageError extends MnistAdderError {
  override readonly name = 'UsageError';

  constructor(message: string, options?: ErrorOptions) {
    super('usage', message, options);
  }
}
