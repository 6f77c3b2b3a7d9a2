import { MnistAdderError } from '@mnist-adder/dataset';

/** A network's spec is not valid. */
export class SpecError extends MnistAdderError {
  override readonly name = 'SpecError';

  constructor(
    /** The setting at fault: `backbone.filters`; empty for the spec as a whole. */
    readonly setting: string,
    /** What is wrong with it. */
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    const subject = setting === '' ? 'The spec of the network' : `The setting ${setting} of the network`;
    super('spec', `${subject} is not valid (${problem}): correct it.`, options);
  }
}
