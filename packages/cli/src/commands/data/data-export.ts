import { resolve } from 'node:path';
import { IMAGE_SIDE, imageAt } from '@mnist-adder/dataset';
import sharp from 'sharp';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { writeOutput } from '../../model/output-file.js';
import { oneLine } from '../../terminal/output.js';
import { readPart, type PartOptions } from './read-part.js';

/** The options of `data export`. */
export interface ExportImageOptions extends PartOptions {
  readonly index: number;
  readonly out: string;
}

/** Writes an image as a PNG. */
export async function dataExport(options: ExportImageOptions, context: CliContext): Promise<Answer> {
  const { part, index, out } = options;
  const { source, digits } = await readPart(options, context);
  const { images, labels, size } = digits;
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
