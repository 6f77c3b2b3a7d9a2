import { MnistAdderError } from '@mnist-adder/dataset';

/** The backend that was asked for does not work on this machine. */
export class BackendUnavailableError extends MnistAdderError {
  override readonly name = 'BackendUnavailableError';

  constructor(
    readonly backend: string,
    readonly reason: string,
  ) {
    super('backend-unavailable', `The backend ${backend} cannot be used: ${reason}. Try --backend auto.`);
  }
}
