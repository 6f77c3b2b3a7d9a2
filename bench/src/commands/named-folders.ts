import { resolve } from 'node:path';

/**
 * Resolves the directories named on the command line from where pnpm was called. If there are none, it prints how to name
 * them and makes the process exit with 2.
 *
 * @param what what the directories hold: `saved models`.
 * @param example a command that names one.
 */
export function namedFolders(named: readonly string[], what: string, example: string): string[] {
  if (named.length === 0) {
    process.stderr.write(`Name the directories of ${what}: ${example}\n`);
    process.exitCode = 2;
  }
  return named.map((folder) => resolve(process.env.INIT_CWD ?? '.', folder));
}
