import { MnistAdderError } from '@mnist-adder/dataset';

/** What can be wrong with a backend: the `code` of a {@link BackendError}. */
export type BackendCode = 'backend-unavailable';

/** A backend does not work on this machine. */
export class BackendError extends MnistAdderError {
  override readonly name = 'BackendError';
  declare readonly code: BackendCode;
  /** The backend's name, and why it does not work. */
  declare readonly facts: { readonly backend: string; readonly reason: string };

  constructor(backend: string, reason: string) {
    super('backend-unavailable', `The backend ${backend} cannot be used: ${reason}. Try --backend auto.`, {
      facts: { backend, reason },
    });
  }
}

/** An exported model cannot be used. */
export class ExportedModelError extends MnistAdderError {
  override readonly name = 'ExportedModelError';
  /** The file, and what is wrong with it. */
  declare readonly facts: { readonly file: string; readonly problem: string };

  constructor(file: string, problem: string, cause?: unknown) {
    super('exported-model', `${file} ${problem}: give a file that mnist-adder export has written.`, {
      facts: { file, problem },
      cause,
    });
  }
}

/** Why a backend could not be installed: the `code` of an {@link InstallError}. */
export type InstallCode =
  'install-not-here' | 'install-missing' | 'install-download' | 'install-digest' | 'install-compile' | 'install-check';

/** A backend could not be installed. What was installed before is still there. */
export class InstallError extends MnistAdderError {
  override readonly name = 'InstallError';
  /** The backend's name. */
  declare readonly facts: { readonly backend: string };

  constructor(
    override readonly code: InstallCode,
    backend: string,
    message: string,
  ) {
    super(code, `${backend} cannot be installed: ${message}`, { facts: { backend } });
  }
}
