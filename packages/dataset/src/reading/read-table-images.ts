import path from 'node:path';

import { openTree } from '../files/open-tree.js';
import { parseImages, type TableImages } from '../formats/csv-files.js';
import { MAX_DATA_BYTES } from '../idx/gzip.js';

/**
 * Reads the images of a CSV file with 784 pixels in each row, as Kaggle's `test.csv`, and their labels if it has any.
 *
 * @throws `DatasetError` if the file cannot be read, or is no such table.
 */
export async function readTableImages(file: string): Promise<TableImages> {
  const tree = await openTree(file);
  try {
    return parseImages(await tree.read(path.basename(file), MAX_DATA_BYTES), file);
  } finally {
    tree.close();
  }
}
