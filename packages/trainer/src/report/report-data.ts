import { join } from 'node:path';
import { errnoOf, readTextFile } from '@mnist-adder/dataset/internal/node';
import { ANALYSIS_FILE, type RunAnalysis } from '../evaluation/analysis.js';
import type { TrainingEvent } from '../loop/events.js';
import { METRICS_FILE } from '../run-directory/metrics-log.js';
import { RESULT_FILE, type RunResult } from '../run-directory/result.js';
import { readRunConfig, type RunConfig } from '../run-directory/run-config.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';

/** Everything that a report shows, from the directory of a finished run. */
export interface ReportData {
  readonly config: RunConfig;
  /** All events of the training in order, except for the weights. */
  readonly events: readonly TrainingEvent[];
  readonly result: RunResult;
  /** The analysis on the test set; undefined if the directory has none. */
  readonly analysis: RunAnalysis | undefined;
}

/**
 * Reads what a report shows.
 *
 * @throws `RunDirectoryError` if there is no run, it is not finished, or a file of it is damaged.
 */
export async function readReportData(folder: string): Promise<ReportData> {
  const config = await readRunConfig(folder);
  const result = await read(folder, RESULT_FILE);
  if (result === undefined) {
    throw new RunDirectoryError(
      folder,
      `has a run that is not finished (there is no ${RESULT_FILE})`,
      'go on with it by --resume',
    );
  }
  const lines = (await read(folder, METRICS_FILE)) ?? '';
  const analysis = await read(folder, ANALYSIS_FILE);
  return {
    config,
    result: parse(folder, RESULT_FILE, result) as RunResult,
    events: lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parse(folder, METRICS_FILE, line) as TrainingEvent),
    analysis: analysis === undefined ? undefined : (parse(folder, ANALYSIS_FILE, analysis) as RunAnalysis),
  };
}

/** The maximum size of a file that a report is made from. */
const MAX_BYTES = 500e6;

/** Reads a file; undefined if there is none. */
async function read(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readTextFile(join(folder, name), MAX_BYTES);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw new RunDirectoryError(folder, `has a file ${name} that cannot be read`, 'look at its permissions', { cause });
  }
}

function parse(folder: string, name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = `has a damaged file: ${name} is not JSON`;
    throw new RunDirectoryError(folder, problem, 'train again, or remove the file', { cause });
  }
}
