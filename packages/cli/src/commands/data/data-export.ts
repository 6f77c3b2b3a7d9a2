import { resolve } from 'node:path';
import { IMAGE_SIDE, imageAt } from '@mnist-adder/dataset';
import { readMnist } from '@mnist-adder/dataset/node';
import sharp from 'sharp';
import type { Answer } from '../../definition/cli-command.js';
import { absolutePath, type CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { writeOutput } from '../../model/output-file.js';
import { oneLine } from '../../terminal/output.js';

/** The options of `data export`. */
export interface ExportImageOptions {
  readonly data?: string | undefined;
  readonly part: 'test' | 'train';
  readonly index: number;
  readonly out: string;
}

/** Writes an image as a PNG. */
export async function dataExport({ data, part, index, out }: ExportImageOptions, context: CliContext): Promise<Answer> {
  const { source, ...parts } = await readMnist({ folder: absolutePath(data, context) });
  const { images, labels, size } = parts[part];
  if (index >= size) {
    throw usageError(`There is no image ${index}: the ${part} set of ${source} goes from 0 to ${size - 1}.`);
  }
  const raw = { width: IMAGE_SIDE, height: IMAGE_SIDE, channels: 1 } as const;
  const png = await sharp(imageAt(images, index), { raw }).toColourspace('b-w').png().toBuffer();
  const file = resolve(context.folder, out);
  await writeOutput(file, png);
  const label = labels[index]!;
  return { document: { part, index, label, file }, text: oneLine(`${file} (a ${label})`) };
}
