import { MnistAdderError } from '@mnist-adder/dataset';

/** Why a picture cannot be read as a digit: nothing is drawn, only noise is seen, or there are several digits. */
export type PictureCode = 'blank-image' | 'noise-image' | 'several-digits';

const PROBLEMS: Readonly<Record<PictureCode, string>> = {
  'blank-image': 'is blank: draw a digit that stands out from its background',
  'noise-image': 'shows only noise: draw a digit that stands out from its background',
  'several-digits': 'shows several digits: draw one digit, or find the digits of a number with prepareNumber',
};

/** A picture that should show a digit shows nothing (code `blank-image`), only noise (`noise-image`) or `several-digits`. */
export class PictureError extends MnistAdderError {
  override readonly name = 'PictureError';

  constructor(
    override readonly code: PictureCode,
    /** Name of the picture. */
    readonly source: string,
  ) {
    super(code, `${source} ${PROBLEMS[code]}.`, { facts: { source } });
  }
}
