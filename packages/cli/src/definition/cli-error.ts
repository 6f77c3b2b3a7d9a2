import { MnistAdderError } from '@mnist-adder/dataset';
import { errnoOf } from '@mnist-adder/dataset/internal/node';

/** What can be wrong with a picture. */
export type ImageCode =
  'image-not-found' | 'image-unreadable' | 'image-format' | 'image-size' | 'image-damaged' | 'several-digits';

/** What can go wrong in the command itself; codes stay the same over releases. With `usage` the program ends with 2. */
export type CliErrorCode = 'usage' | 'unknown-name' | 'output-file' | ImageCode;

/**
 * A command line does not make sense, or what it names cannot be found or used. `facts` holds what the message says as data: `file` of a
 * file that cannot be written; `source`, `problem` and `remedy` of a picture.
 */
export class CliError extends MnistAdderError {
  override readonly name = 'CliError';
  declare readonly code: CliErrorCode;
}

/** The error for a command line that does not make sense. */
export const usageError = (message: string, cause?: unknown): CliError => new CliError('usage', message, { cause });

/** The error for a file that cannot be written. */
export function outputFileError(file: string, cause: unknown): CliError {
  const message = `${file} cannot be written (${errnoOf(cause) ?? String(cause)}): name a file where you may write with --out.`;
  return new CliError('output-file', message, { facts: { file }, cause });
}

/**
 * The error for a picture that cannot be used.
 *
 * @param source the file, or `standard input`.
 */
export const imageError = (
  code: ImageCode,
  source: string,
  problem: string,
  remedy: string,
  cause?: unknown,
): CliError => new CliError(code, `${source} ${problem}: ${remedy}.`, { facts: { source, problem, remedy }, cause });
