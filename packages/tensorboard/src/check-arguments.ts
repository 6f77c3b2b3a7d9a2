import { fileURLToPath } from 'node:url';

/** A function was called with a value that it cannot work with. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
  /** What went wrong, for programs. It stays the same over releases. */
  readonly code = 'argument';

  constructor(
    /** The parameter's name. */
    readonly argument: string,
    /** What would have been accepted, in words. */
    readonly expected: string,
    /** The value that was given. */
    readonly found: unknown,
  ) {
    const words =
      typeof found === 'object' && found !== null ? 'another object' : JSON.stringify(found) || String(found);
    super(`${argument} is ${words}: give ${expected}.`);
  }
}

/** Refuses a value unless it fits. */
export function check(argument: string, fits: boolean, expected: string, found: unknown): void {
  if (!fits) throw new ArgumentError(argument, expected, found);
}

/** Accepts any object that is not an array. */
export function checkObject(argument: string, value: unknown, expected: string): void {
  check(argument, typeof value === 'object' && value !== null && !Array.isArray(value), expected, value);
}

/** The path that was given as a path or as a `file:` URL. */
export function pathOf(argument: string, folder: string | URL): string {
  if (folder instanceof URL && folder.protocol === 'file:') return fileURLToPath(folder);
  if (typeof folder === 'string' && folder !== '') return folder;
  throw new ArgumentError(argument, 'a path or a file: URL', folder instanceof URL ? folder.href : folder);
}
