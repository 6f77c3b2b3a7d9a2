import type { DigitSet } from '@mnist-adder/dataset';
import { readData } from '../../data/read-data.js';
import type { CliContext, DataOptions } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';

/** The options of a command that shows images of one part of a data set. */
export interface PartOptions extends DataOptions {
  readonly part: 'test' | 'train';
}

/**
 * Reads one part of a data set. The images to train on may be missing where the test images are wanted.
 *
 * @throws `CliError` `usage` if there are none to train on, and they are wanted.
 */
export async function readPart(
  options: PartOptions,
  context: CliContext,
): Promise<{ readonly source: string; readonly digits: DigitSet }> {
  const { source, ...parts } = await readData(options, context);
  const digits = parts[options.part];
  if (digits === undefined) throw usageError(`${source} has no images to train on: leave out --part train.`);
  return { source, digits };
}
