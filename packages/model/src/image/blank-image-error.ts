import { MnistAdderError } from '@mnist-adder/dataset';

/** Nothing is drawn in a picture that should show a digit. */
export class BlankImageError extends MnistAdderError {
  override readonly name = 'BlankImageError';

  constructor(
    /** What the picture is called. */
    readonly source: string,
  ) {
    super('blank-image', `${source} is blank: draw a digit that stands out from its background.`);
  }
}
