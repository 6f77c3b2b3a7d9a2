import { gunzipSync } from 'node:zlib';

import type { AsyncBuffer, Compressors } from 'hyparquet';

import { contentError, type DatasetError } from '../errors.js';
import type { FileTree } from '../files/file-tree.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';
import { type DataFormat, type DigitParts, partOfFile, type Reading } from './data-format.js';
import { type LabelledPicture, readPictures } from './pictures.js';
import { toLabels } from './pixel-values.js';

/** Parquet files with a column of pictures and one of labels, as Hugging Face's `ylecun/mnist` has them. */
export const parquetFiles: DataFormat = {
  what: "Hugging Face's parquet files",
  recognise(tree) {
    const files = tree.files.filter((file) => /\.parquet$/i.test(file));
    if (files.length === 0) return undefined;
    return { what: 'parquet files', hasPictures: true, read: (reading) => readFiles(tree, files, reading) };
  },
};

async function readFiles(tree: FileTree, files: readonly string[], reading: Reading): Promise<DigitParts> {
  const pictures: LabelledPicture[] = [];
  for (const file of files) {
    const part = partOfFile(file);
    for (const row of await readRows(await tree.read(file, MAX_DATA_BYTES), tree.pathOf(file))) {
      pictures.push({ ...row, part });
    }
  }
  return readPictures(tree.source, pictures, reading);
}

/** The names that columns of pictures and labels have. */
const IMAGE = /^(image|img|picture)$/i;
const LABEL = /^(label|labels|digit|class|target)$/i;

/** Compressions besides Snappy, which the reader knows. */
const compressors: Compressors = {
  GZIP: (bytes, outputLength) => gunzipSync(bytes, { maxOutputLength: outputLength }),
};

async function readRows(bytes: Uint8Array, source: string): Promise<Omit<LabelledPicture, 'part'>[]> {
  const { images, labels } = await readColumns(bytes, source).catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'DatasetError') throw cause;
    const found = `one that cannot be (${cause instanceof Error ? cause.message : String(cause)})`;
    throw parquetError(source, 'a whole parquet file, compressed with Snappy, gzip or not', found, undefined, cause);
  });
  return [...toLabels(labels, source)].map((label, row) => {
    const picture = images[row]!;
    return { name: `${source}, row ${row}`, label, read: () => Promise.resolve(picture) };
  });
}

async function readColumns(bytes: Uint8Array, source: string) {
  // It is only loaded if there is a file for it.
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const content = bytes.slice().buffer;
  const file: AsyncBuffer = { byteLength: content.byteLength, slice: (start, end) => content.slice(start, end) };
  const metadata = await parquetMetadataAsync(file);
  const unpacked = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  if (unpacked > MAX_DATA_BYTES) {
    throw parquetError(source, `at most ${MAX_DATA_BYTES} bytes when it is unpacked`, String(unpacked), 'Split it.');
  }
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const imageColumn = names.find((name) => IMAGE.test(name));
  const labelColumn = names.find((name) => LABEL.test(name));
  if (imageColumn === undefined || labelColumn === undefined) {
    const advice = 'Rename the columns.';
    throw parquetError(source, 'columns image and label', names.join(', ') || 'none', advice);
  }
  const rows = await parquetReadObjects({
    file,
    metadata,
    compressors,
    columns: [imageColumn, labelColumn],
    utf8: false,
  });
  const images = rows.map((row, index) => {
    const content: unknown = row[imageColumn];
    const stored: unknown =
      typeof content === 'object' && content !== null && 'bytes' in content ? content.bytes : content;
    if (stored instanceof Uint8Array) return stored;
    throw parquetError(
      source,
      'the bytes of a picture in each row',
      `none in row ${index}`,
      'Store pictures in the file.',
    );
  });
  return { images, labels: rows.map((row) => Number(row[labelColumn] ?? NaN)) };
}

const parquetError = (
  source: string,
  expected: string,
  found: string,
  advice?: string,
  cause?: unknown,
): DatasetError => contentError('parquet', { source, expected, found, advice }, { cause });
