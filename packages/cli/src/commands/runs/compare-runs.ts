import { resolve } from 'node:path';
import { readRun, type FoundRun, type RunResult } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { usageError } from '../../definition/cli-error.js';
import { findRun } from '../../model/saved-model.js';
import { count, megabytes, percent, seconds } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import { describeRun } from './document.js';
import { differing, settingsOf, valueText } from './run-settings.js';

/** The options of `runs compare`. */
export interface CompareOptions {
  readonly runs: readonly string[];
  readonly in: string;
}

/** A setting that is not the same in all runs: its value in each, null where it is absent. */
interface Difference {
  readonly path: string;
  readonly values: readonly unknown[];
}

/** Compares the settings and the results of runs. */
export async function compareRuns(options: CompareOptions, { folder }: CliContext): Promise<Answer> {
  if (options.runs.length < 2) throw usageError('There is nothing to compare: name at least two runs.');
  const places = { folder, runsFolder: resolve(folder, options.in) };
  const runs: FoundRun[] = [];
  for (const name of options.runs) runs.push(await readRun(await findRun(name, places)));
  const all = runs.map(settingsOf);
  const settings = differing(all).map((path) => ({ path, values: all.map((one) => one.get(path) ?? null) }));
  return { document: { runs: runs.map(describeRun), settings }, text: comparisonText(runs, settings) };
}

function comparisonText(runs: readonly FoundRun[], settings: readonly Difference[]): string {
  const rows = [
    ['', ...runs.map(({ name }) => name)],
    ...settings.map(({ path, values }) => [path, ...values.map((value) => valueText(value ?? undefined))]),
    ...(settings.length === 0 ? [['(the same settings)']] : []),
    [],
    ...resultRows(runs),
  ];
  return tableLines(rows, { indent: 0 }).join('\n');
}

function resultRows(runs: readonly FoundRun[]): string[][] {
  const row = (name: string, cell: (result: RunResult) => string) => [
    name,
    ...runs.map(({ state, result }) => (result ? cell(result) : state)),
  ];
  return [
    row('digit', ({ evaluation }) => percent(evaluation.digit.accuracy)),
    row('sum', ({ evaluation: { sum } }) => (sum ? percent(sum.accuracy) : '-')),
    row('loss', ({ evaluation }) => evaluation.loss.toFixed(4)),
    row('parameters', ({ parameters }) => count(parameters)),
    row('training', ({ trainSeconds }) => seconds(trainSeconds)),
    row('in all', ({ totalSeconds }) => seconds(totalSeconds)),
    row('memory', ({ peakMemoryBytes }) => megabytes(peakMemoryBytes)),
  ];
}
