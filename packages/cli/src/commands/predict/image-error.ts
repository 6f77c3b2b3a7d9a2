import { MnistAdderError } from '@mnist-adder/dataset';

/** What is wrong with a picture: the `code` of an {@link ImageError}. */
export type ImageCode = 'image-not-found' | 'image-unreadable' | 'image-format' | 'image-size' | 'image-damaged';

/** A picture cannot be used. */
export class ImageError extends MnistAdderError {
  override readonly name = 'ImageError';

  constructor(
    code: ImageCode,
    /** The file, or `standard input`. */
    readonly source: string,
    problem: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(code, `${source} ${problem}: ${remedy}.`, options);
  }
}
