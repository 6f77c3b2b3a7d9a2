import { resolve } from 'node:path';
import { IMAGE_SIDE } from '@mnist-adder/dataset';
import sharp from 'sharp';
import writeFileAtomic from 'write-file-atomic';
import type { Answer } from '../../program/answer.js';
import { OutputFileError } from '../../program/output-file-error.js';
import type { Surroundings } from '../../program/surroundings.js';
import { UsageError } from '../../program/usage-error.js';
import { imageAt, readData } from './read-data.js';

/** What `data export` is asked for. */
export interface ExportImageOptions {
  readonly data?: string;
  readonly part: 'test' | 'train';
  readonly index: number;
  readonly out: string;
}

/** Writes an image as a PNG. */
export async function dataExport(options: ExportImageOptions, { folder }: Surroundings): Promise<Answer> {
  const { source, ...parts } = await readData(options.data, folder);
  const { part, index } = options;
  const digits = parts[part];
  if (index >= digits.size) {
    const last = digits.size - 1;
    throw new UsageError(`There is no image ${index}: the ${part} set of ${source} goes from 0 to ${last}.`);
  }
  const raw = { width: IMAGE_SIDE, height: IMAGE_SIDE, channels: 1 } as const;
  const png = await sharp(imageAt(digits, index), { raw }).toColourspace('b-w').png().toBuffer();
  const file = resolve(folder, options.out);
  await writeFileAtomic(file, png).catch((error: unknown) => {
    throw new OutputFileError(file, error);
  });
  const label = digits.labels[index]!;
  return { document: { part, index, label, file }, text: `${file} (a ${label})` };
}
