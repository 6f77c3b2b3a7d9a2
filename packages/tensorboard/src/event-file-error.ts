/** An event file could not be written. */
export class EventFileError extends Error {
  override readonly name = 'EventFileError';

  constructor(
    readonly folder: string,
    options: ErrorOptions,
  ) {
    const { cause } = options;
    super(`${folder} does not take an event file: ${cause instanceof Error ? cause.message : String(cause)}`, options);
  }
}
