import { IMAGE_SIDE, imageAt } from '@mnist-adder/dataset';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { DIGIT_MARGIN, drawImage } from '../../terminal/drawing.js';
import { styleOf, type Style } from '../../terminal/style.js';
import type { DataShowDocument } from './document.js';
import { readPart, type PartOptions } from './read-part.js';

/** The options of `data show`. */
export interface ShowOptions extends PartOptions {
  readonly digit?: number | undefined;
  readonly from: number;
  readonly count: number;
}

/** Draws images, as many side by side as fit. */
export async function dataShow(options: ShowOptions, context: CliContext): Promise<Answer> {
  const { digit, from, count, part } = options;
  const { source, digits } = await readPart(options, context);
  const { images, labels, size } = digits;
  const indices = [...labels.keys()].slice(from);
  const chosen = indices.filter((index) => digit === undefined || labels[index] === digit).slice(0, count);
  if (chosen.length === 0) {
    const what = digit === undefined ? 'image' : `image of a ${digit}`;
    throw usageError(`There is no ${what} from ${from} on: the ${part} set of ${source} has ${size} images.`);
  }
  const shown = chosen.map((index) => ({ index, label: labels[index]!, pixels: imageAt(images, index) }));
  const document: DataShowDocument = {
    source,
    part,
    images: shown.map(({ pixels, ...image }) => ({ ...image, pixels: Buffer.from(pixels).toString('base64') })),
  };
  return { document, text: drawRows(shown, styleOf(context.terminal.stdout, context.terminal.env)) };
}

interface Shown {
  readonly index: number;
  readonly label: number;
  /** [784] */
  readonly pixels: Uint8Array;
}

const WIDTH = IMAGE_SIDE - 2 * DIGIT_MARGIN;
const GAP = 2;

function drawRows(images: readonly Shown[], style: Style): string {
  const perRow = Math.max(1, Math.floor((style.columns + GAP) / (WIDTH + GAP)));
  const rows = Array.from({ length: Math.ceil(images.length / perRow) }, (_, i) =>
    images.slice(i * perRow, (i + 1) * perRow),
  );
  return rows.map((row) => drawRow(row, style)).join('\n\n');
}

function drawRow(row: readonly Shown[], style: Style): string {
  const drawings = row.map(({ pixels }) => drawImage(pixels, { style, margin: DIGIT_MARGIN }));
  const captions = row.map(({ index, label }) => {
    const blanks = ' '.repeat(WIDTH - `${label} (${index})`.length);
    return `${style.colors.bold(String(label))} (${index})${blanks}`;
  });
  const lines = [...drawings[0]!.keys()].map((line) => drawings.map((drawing) => drawing[line]!));
  return [...lines, captions].map((cells) => cells.join(' '.repeat(GAP)).trimEnd()).join('\n');
}
