import { IMAGE_PIXELS } from '../constants.js';
import { createDigitSet, type DigitSet } from '../digits/digit-set.js';
import { contentError, DatasetError } from '../errors.js';
import type { FileTree } from '../files/file-tree.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';
import { type DataFormat, type DigitParts, listed, type Part, partOfFile, type Reading } from './data-format.js';
import { parseCsv } from './parse-csv.js';
import { toLabels, toPixelBytes } from './pixel-values.js';

/** Tables of 784 pixels and a label in each row, as Kaggle's `train.csv`, with or without a header. */
export const csvFiles: DataFormat = {
  what: "Kaggle's train.csv",
  recognise(tree) {
    const tables = tree.files.filter((file) => /\.csv$/i.test(file));
    const named = tables.filter((file) => partOfFile(file) !== 'all');
    const chosen = named.length > 0 ? named : tables;
    if (chosen.length === 0) return undefined;
    const others = tables.filter((file) => !chosen.includes(file));
    return { what: 'CSV files', read: (reading) => readTables(tree, chosen, others, reading) };
  },
};

async function readTables(
  tree: FileTree,
  chosen: readonly string[],
  others: readonly string[],
  { note }: Reading,
): Promise<DigitParts> {
  const parts: Partial<Record<Part, DigitSet>> = {};
  for (const file of chosen) {
    const part = partOfFile(file);
    if (parts[part] !== undefined) {
      const message = `The data ${tree.source} has more than one CSV file of the same images (${listed(chosen)}): give the path of one.`;
      throw new DatasetError('data-file-ambiguous', message, { facts: { folder: tree.source, files: chosen } });
    }
    const { images, labels } = parseImages(await tree.read(file, MAX_DATA_BYTES), tree.pathOf(file));
    if (labels !== undefined) parts[part] = createDigitSet({ images, labels });
    else note(`${tree.pathOf(file)} has no labels: it is left out, and can be given to predict.`);
  }
  if (others.length > 0) note(`Left out of ${tree.source}: ${listed(others)}.`);
  if (Object.keys(parts).length > 0) return { parts };
  throw contentError('csv', {
    source: tree.source,
    expected: 'a column label',
    found: 'none',
    advice: 'Add it, or give the file to predict.',
  });
}

/** The images of a table, and their labels if it has any. */
export interface TableImages {
  /** [n × 784] */
  readonly images: Uint8Array;
  /** [n], 0..9 */
  readonly labels: Uint8Array | undefined;
}

const LABEL = /^(label|class|digit|target|y)$/i;

/** The index that pandas writes unless it is told not to. */
const INDEX = /^(unnamed: 0)?$/i;

/**
 * Reads a table of images. Without a header, the label is the first of 785 columns.
 *
 * @throws `DatasetError` `csv` if it is no table of numbers with 784 pixels in each row; `pixel-range` and `label-range`.
 */
export function parseImages(bytes: Uint8Array, source: string): TableImages {
  const { header, columns, rows, values } = parseCsv(bytes, source);
  const all = [...Array(columns).keys()];
  const labelColumn =
    header === undefined ? (columns === IMAGE_PIXELS + 1 ? 0 : -1) : header.findIndex((name) => LABEL.test(name));
  const pixelColumns = all.filter((column) => column !== labelColumn && !(header && INDEX.test(header[column]!)));
  if (pixelColumns.length !== IMAGE_PIXELS) {
    const named =
      header === undefined ? 'no header' : labelColumn === -1 ? 'no column label' : `the label ${header[labelColumn]!}`;
    throw contentError('csv', {
      source,
      expected: `${IMAGE_PIXELS} columns of pixels, and one with the name label`,
      found: `${columns} columns and ${named}`,
      advice: "Write it as Kaggle's train.csv: label, pixel0, …, pixel783.",
    });
  }
  if (rows === 0)
    throw contentError('empty-set', { source, expected: 'at least one image', found: 'none', advice: 'Add images.' });
  const pixels = new Float32Array(rows * IMAGE_PIXELS);
  for (let row = 0, i = 0; row < rows; row++) {
    for (const column of pixelColumns) pixels[i++] = values[row * columns + column]!;
  }
  const labels = labelColumn === -1 ? undefined : values.filter((_, i) => i % columns === labelColumn);
  return { images: toPixelBytes(pixels, source), labels: labels && toLabels(labels, source) };
}
