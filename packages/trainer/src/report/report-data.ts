import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingEvent } from '../loop/events.js';
import { ANALYSIS_FILE } from '../evaluation/analysis.js';
import type { RunAnalysis } from '../evaluation/analysis.js';
import type { RunResult } from '../run-directory/result.js';
import { RESULT_FILE } from '../run-directory/result.js';
import { readRunConfig } from '../run-directory/run-config.js';
import type { RunConfig } from '../run-directory/run-config.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';

/** All that a report shows: what lies in the directory of a finished run. */
export interface ReportData {
  readonly config: RunConfig;
  /** In order, the weights left out. */
  readonly events: readonly TrainingEvent[];
  readonly result: RunResult;
  /** Absent of a run from before there was one. */
  readonly analysis: RunAnalysis | undefined;
}

/**
 * Reads what a report shows.
 *
 * @throws `RunDirectoryError` where there is no run, it is not finished, or a file of it is damaged.
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
  const lines = (await read(folder, 'metrics.jsonl')) ?? '';
  const analysis = await read(folder, ANALYSIS_FILE);
  return {
    config,
    result: parse(folder, RESULT_FILE, result) as RunResult,
    events: lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parse(folder, 'metrics.jsonl', line) as TrainingEvent),
    analysis: analysis === undefined ? undefined : (parse(folder, ANALYSIS_FILE, analysis) as RunAnalysis),
  };
}

/** Undefined where there is no such file. */
async function read(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RunDirectoryError(folder, `has a file ${name} that cannot be read`, 'look at its permissions', { cause });
  }
}

function parse(folder: string, name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RunDirectoryError(folder, `has a damaged file: ${name} is no JSON`, 'train anew, or take the file out', {
      cause,
    });
  }
}
