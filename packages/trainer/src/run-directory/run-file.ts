import { join } from 'node:path';
import { errnoOf, readTextFile, refusal } from '@mnist-adder/dataset/internal/node';
import type * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';
import { RunDirectoryError } from './run-directory-error.js';

/** The maximum size of a file: logs of long runs are the largest. */
const MAX_BYTES = 500e6;

/**
 * Reads a text file in a run's directory.
 *
 * @returns its text; undefined if there is no such file.
 * @throws `RunDirectoryError` if it is a folder or a device, or cannot be read.
 */
export async function readRunFile(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readTextFile(join(folder, name), MAX_BYTES);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(cause) ?? '')) return undefined;
    const problem = `has a ${name} that cannot be read because ${refusal(cause)}`;
    throw new RunDirectoryError(folder, problem, 'put the file there that the run wrote', { cause });
  }
}

/** `zod/mini` has no messages unless it is told the language. */
const IN_WORDS = { error: english().localeError };

/**
 * Parses the JSON of a file in a run's directory.
 *
 * @param remedy what to do about a damaged file.
 * @throws `RunDirectoryError` if it is not JSON, or does not fit the schema. It says where.
 */
export function parseRunFile<Schema extends z.ZodMiniType>(
  text: string,
  { folder, name, schema, remedy }: RunFile<Schema>,
): z.output<Schema> {
  const damaged = (detail: string, cause: unknown) =>
    new RunDirectoryError(folder, `has a ${name} that is damaged, or of another version (${detail})`, remedy, {
      cause,
    });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw damaged('it is not JSON', cause);
  }
  const parsed = schema.safeParse(content, IN_WORDS);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw damaged([path.join('.'), message].filter((part) => part !== '').join(': '), parsed.error);
}

/** A file in a run's directory whose text is parsed. */
export interface RunFile<Schema extends z.ZodMiniType> {
  readonly folder: string;
  /** The file's name, and the line if it is one of many. */
  readonly name: string;
  readonly schema: Schema;
  readonly remedy: string;
}
