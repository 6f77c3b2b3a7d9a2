import { MnistAdderError } from '@mnist-adder/dataset';

export type InstallCode =
  'install-not-here' | 'install-missing' | 'install-download' | 'install-digest' | 'install-compile' | 'install-check';

/** A backend could not be installed; what was installed before is as it was. */
export class InstallError extends MnistAdderError {
  override readonly name = 'InstallError';

  constructor(
    override readonly code: InstallCode,
    readonly backend: string,
    message: string,
  ) {
    super(code, `${backend} cannot be installed: ${message}`);
  }
}
