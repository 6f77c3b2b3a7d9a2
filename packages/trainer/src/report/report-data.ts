import { ANALYSIS_FILE, runAnalysisSchema, type RunAnalysis } from '../evaluation/analysis.js';
import type { TrainingEvent } from '../loop/events.js';
import { loggedEventSchema, type LoggedEvent } from '../run-directory/logged-event.js';
import { METRICS_FILE } from '../run-directory/metrics-log.js';
import { readRunResult, RESULT_FILE, type RunResult } from '../run-directory/result.js';
import { readRunConfig, type RunConfig } from '../run-directory/run-config.js';
import { RunDirectoryError } from '../run-directory/run-directory-error.js';
import { parseRunFile, readRunFile } from '../run-directory/run-file.js';

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
  const result = await readRunResult(folder);
  if (result === undefined) {
    throw new RunDirectoryError(
      folder,
      `has a run that is not finished (there is no ${RESULT_FILE})`,
      'go on with it by --resume',
    );
  }
  return { config, result, events: await readEvents(folder), analysis: await readAnalysis(folder) };
}

async function readEvents(folder: string): Promise<LoggedEvent[]> {
  const remedy = 'put the file back that the run wrote, or train again';
  const lines = ((await readRunFile(folder, METRICS_FILE)) ?? '').split('\n').filter((line) => line !== '');
  const events = lines.map((line, i) =>
    parseRunFile(line, { folder, name: `line ${i + 1} in ${METRICS_FILE}`, schema: loggedEventSchema, remedy }),
  );
  const steps = events.flatMap((event) => (event.type === 'step' ? [event.step] : []));
  if (events.at(-1)?.type === 'training-end' && steps.every((step, i) => step === i)) return events;
  throw new RunDirectoryError(folder, `has no ${METRICS_FILE} with every step of its run`, remedy);
}

async function readAnalysis(folder: string): Promise<RunAnalysis | undefined> {
  const text = await readRunFile(folder, ANALYSIS_FILE);
  if (text === undefined) return undefined;
  const remedy = 'remove the file, and the report is made without it';
  return parseRunFile(text, { folder, name: ANALYSIS_FILE, schema: runAnalysisSchema, remedy });
}
