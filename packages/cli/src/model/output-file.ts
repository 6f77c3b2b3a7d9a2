import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { outputFileError } from '../definition/cli-error.js';

/**
 * Writes a file that the user asked for, as a whole or not at all. Its directories are made if they are not there.
 *
 * @throws `CliError` `output-file` if it cannot be written.
 */
export async function writeOutput(file: string, content: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, Buffer.from(content));
  } catch (error) {
    throw outputFileError(file, error);
  }
}
