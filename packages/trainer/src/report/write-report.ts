import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { unwritable } from '../run-directory/run-directory-error.js';
import { readReportData } from './report-data.js';

const REPORT_FILE = 'report.html';

/**
 * Makes `report.html` of what lies in the directory of a finished run.
 *
 * @returns the file.
 * @throws `RunDirectoryError` where there is no finished run, a file of it is damaged, or the report cannot be written.
 */
export async function writeReport(folder: string): Promise<string> {
  const data = await readReportData(folder);
  // What draws is loaded only here.
  const { renderReport } = await import('./render-report.js');
  const file = join(folder, REPORT_FILE);
  try {
    await writeFileAtomic(file, renderReport(data));
  } catch (error) {
    throw unwritable(folder, error);
  }
  return file;
}
