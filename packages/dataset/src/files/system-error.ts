/**
 * The code of a system error: `ENOENT`, `EACCES`, `EEXIST`. Undefined if the error has no code, or is not an `Error`.
 *
 * @param error what was thrown
 */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Says in words why the file system refused, if the reason is a common one. */
export function refusal(error: unknown): string {
  const code = errnoOf(error) ?? String(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return `the system answers ${code}`;
  }
}
