import { resolve } from 'node:path';
import { cacheFolder } from '@mnist-adder/backends/internal';
import { readTestDigits, type TestData } from '@mnist-adder/dataset/internal/node';
import { readDigits, type DataChoice, type DigitData, type ReadDigitsOptions } from '@mnist-adder/dataset/node';
import type { CliContext, DataOptions } from '../definition/cli-context.js';
import { say } from '../terminal/output.js';
import { showCount } from '../terminal/progress-bar.js';
import { picturePreparer } from './prepare-pictures.js';

type Surroundings = Pick<CliContext, 'terminal' | 'packageVersion'>;

/** Reads a data set to train on. What is to be said of it is in its notes. */
export const readDataToTrain = (choice: DataChoice, context: Surroundings): Promise<DigitData> =>
  withProgress(context, (options) => readDigits({ ...choice, ...options }));

/** Reads the data set that a command line names. There may be nothing to train on. What is to be said of it goes to standard error. */
export async function readData(
  { data, transposed, preparation, json = false }: DataOptions,
  context: Surroundings & Pick<CliContext, 'folder'>,
): Promise<TestData> {
  const path = data === undefined ? undefined : resolve(context.folder, data);
  const read = await withProgress(context, (options) => readTestDigits({ path, transposed, preparation, ...options }));
  if (!json) for (const note of read.notes) say(context.terminal, note, false);
  return read;
}

async function withProgress<T>(
  { terminal, packageVersion }: Surroundings,
  read: (options: Pick<ReadDigitsOptions, 'preparePictures'>) => Promise<T>,
): Promise<T> {
  let progress: ReturnType<typeof showCount> | undefined;
  try {
    return await read({
      preparePictures: picturePreparer({
        cacheFolder: cacheFolder(terminal.env),
        packageVersion,
        onProgress(done, total) {
          progress ??= showCount(terminal, { what: 'pictures', total });
          progress.update(done);
        },
      }),
    });
  } finally {
    progress?.end();
  }
}
