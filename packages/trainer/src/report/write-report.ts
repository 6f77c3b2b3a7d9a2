import { pathOf } from '@mnist-adder/dataset/internal/node';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { unwritable } from '../run-directory/run-directory-error.js';
import { readReportData } from './report-data.js';

/** The name of the file in a run's directory. */
const REPORT_FILE = 'report.html';

/**
 * Writes `report.html` into the directory of a finished run.
 *
 * @returns the file's path.
 * @throws `RunDirectoryError` if there is no finished run, a file of it is damaged, or the report cannot be written.
 */
export async function writeReport(directory: string | URL): Promise<string> {
  const folder = pathOf('directory', directory);
  const data = await readReportData(folder);
  // Only here, because the libraries that draw are slow to load.
  const { renderReport } = await import('./render-report.js');
  const page = renderReport(data);
  const file = join(folder, REPORT_FILE);
  try {
    await writeFileAtomic(file, page);
  } catch (error) {
    throw unwritable(folder, error);
  }
  return file;
}
