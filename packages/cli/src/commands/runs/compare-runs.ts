import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRun, type FoundRun, type RunResult } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { count, megabytes, percent, seconds } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import { describeRun } from './document.js';

/** The options of `runs compare`. */
export interface CompareOptions {
  readonly a: string;
  readonly b: string;
  readonly in: string;
}

/** Compares the settings and the results of two runs. */
export async function compareRuns(options: CompareOptions, { folder }: CliContext): Promise<Answer> {
  const read = (name: string) => {
    const within = resolve(folder, options.in, name);
    return readRun(existsSync(join(folder, name)) || !existsSync(within) ? resolve(folder, name) : within);
  };
  const [a, b] = [await read(options.a), await read(options.b)];
  const settings = differences(settingsOf(a), settingsOf(b));
  return { document: { a: describeRun(a), b: describeRun(b), settings }, text: comparisonText(a, b, settings) };
}

type Settings = ReadonlyMap<string, unknown>;

interface Difference {
  readonly path: string;
  readonly a?: unknown;
  readonly b?: unknown;
}

/** Everything that a run's weights depend on, by its path. */
function settingsOf({ config: { recipe, seed, backend, data } }: FoundRun): Settings {
  const { id, network, task, data: recipeData, training } = recipe;
  const all = { seed, backend, digests: data.digests, recipe: id, network, task, data: recipeData, training };
  return new Map(leaves(all, ''));
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, child]) => leaves(child, path === '' ? name : `${path}.${name}`));
}

function differences(a: Settings, b: Settings): Difference[] {
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  return paths
    .filter((path) => JSON.stringify(a.get(path)) !== JSON.stringify(b.get(path)))
    .map((path) => ({
      path,
      ...(a.has(path) && { a: a.get(path) }),
      ...(b.has(path) && { b: b.get(path) }),
    }));
}

function comparisonText(a: FoundRun, b: FoundRun, settings: readonly Difference[]): string {
  const shown = (value: unknown) =>
    value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
  const rows = [
    ['', a.name, b.name],
    ...settings.map((difference) => [difference.path, shown(difference.a), shown(difference.b)]),
    ...(settings.length === 0 ? [['(the same settings)']] : []),
    [],
    ...resultRows(a, b),
  ];
  return tableLines(rows, { indent: 0 }).join('\n');
}

function resultRows(a: FoundRun, b: FoundRun): string[][] {
  const row = (name: string, cell: (result: RunResult) => string) => [
    name,
    ...[a, b].map(({ state, result }) => (result ? cell(result) : state)),
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
