import { MnistAdderError } from '@mnist-adder/dataset';

/** A file that was asked for cannot be written. */
export class OutputFileError extends MnistAdderError {
  override readonly name = 'OutputFileError';

  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    super('output-file', `${file} cannot be written (${reason}): name a file where you may write with --out.`, {
      cause,
    });
  }
}
