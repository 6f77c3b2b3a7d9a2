import type { Check } from '../check-arguments.js';
import { fileURLToPath } from 'node:url';

import { ArgumentError } from '../errors.js';

/** Checks that a value is a path or a `file:` URL. */
export const isPath: Check = (argument, value) => {
  pathOf(argument, value as string);
};

/**
 * The path of a file or folder that was given as a path or as a `file:` URL.
 *
 * @throws `ArgumentError` for any other value.
 */
export function pathOf(argument: string, file: string | URL): string {
  if (typeof file === 'string' && file !== '') return file;
  // JavaScript may give anything.
  const given: unknown = file;
  if (given instanceof URL && given.protocol === 'file:') return fileURLToPath(given);
  throw new ArgumentError(argument, 'a path or a file: URL', given, given instanceof URL ? given.href : undefined);
}
