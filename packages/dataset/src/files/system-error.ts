import { FileRefusal } from './read-file.js';

/**
 * The code of a system error: `ENOENT`, `EACCES`, `EEXIST`. Undefined if the error has no code, or is not an `Error`.
 *
 * @param error what was thrown
 */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const IN_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** Says in words why a file or a folder cannot be read: `permission is denied`. */
export function refusal(error: unknown): string {
  if (error instanceof FileRefusal) return error.reason;
  const code = errnoOf(error) ?? String(error);
  return IN_WORDS[code] ?? `the system answers ${code}`;
}
