/**
 * What every error of mnist-adder extends, in all of its packages: a failure that the caller's input explains, as opposed
 * to a bug. `message` is one sentence that says what is wrong, where, and what to do; `code` stays the same over releases;
 * subclasses carry the facts as fields.
 */
export class MnistAdderError extends Error {
  override readonly name: string = 'MnistAdderError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
