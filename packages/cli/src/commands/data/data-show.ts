import { IMAGE_SIDE } from '@mnist-adder/dataset';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { UsageError } from '../../program/usage-error.js';
import { DIGIT_MARGIN, drawImage } from '../../terminal/draw-image.js';
import { styleOf } from '../../terminal/style.js';
import type { Style } from '../../terminal/style.js';
import type { DataShowDocument } from './document.js';
import { imageAt, readData } from './read-data.js';

/** What `data show` is asked for. */
export interface ShowOptions {
  readonly data?: string;
  readonly part: 'test' | 'train';
  readonly digit?: number;
  readonly from: number;
  readonly count: number;
}

/** Draws images, as many beside each other as fit. */
export async function dataShow(options: ShowOptions, { folder, terminal }: Surroundings): Promise<Answer> {
  const { source, ...parts } = await readData(options.data, folder);
  const digits = parts[options.part];
  const { digit, from, count, part } = options;
  const indices = [...digits.labels.keys()].slice(from);
  const chosen = indices.filter((index) => digit === undefined || digits.labels[index] === digit).slice(0, count);
  if (chosen.length === 0) {
    const what = digit === undefined ? 'image' : `image of a ${digit}`;
    throw new UsageError(
      `There is no ${what} from ${from} on: the ${part} set of ${source} has ${digits.size} images.`,
    );
  }
  const shown = chosen.map((index) => ({ index, label: digits.labels[index]!, pixels: imageAt(digits, index) }));
  const document: DataShowDocument = {
    ...{ source, part },
    images: shown.map(({ pixels, ...image }) => ({ ...image, pixels: Buffer.from(pixels).toString('base64') })),
  };
  return { document, text: drawRows(shown, styleOf(terminal.stdout, terminal.env)) };
}

interface Shown {
  readonly index: number;
  readonly label: number;
  readonly pixels: Uint8Array;
}

const WIDTH = IMAGE_SIDE - 2 * DIGIT_MARGIN;
const GAP = 2;

function drawRows(images: readonly Shown[], style: Style): string {
  const perRow = Math.max(1, Math.floor((style.columns + GAP) / (WIDTH + GAP)));
  const rows = Array.from({ length: Math.ceil(images.length / perRow) }, (_, i) =>
    images.slice(i * perRow, (i + 1) * perRow),
  );
  return rows
    .map((row) => {
      const drawings = row.map(({ pixels }) => drawImage(pixels, { style, margin: DIGIT_MARGIN }));
      const captions = row.map(({ index, label }) => `${style.colors.bold(String(label))} (${index})`);
      const padded = captions.map(
        (caption, i) => caption + ' '.repeat(WIDTH - `${row[i]!.label} (${row[i]!.index})`.length),
      );
      const lines = [...drawings[0]!.keys()].map((line) => drawings.map((drawing) => drawing[line]!));
      return [...lines, padded].map((cells) => cells.join(' '.repeat(GAP)).trimEnd()).join('\n');
    })
    .join('\n\n');
}
