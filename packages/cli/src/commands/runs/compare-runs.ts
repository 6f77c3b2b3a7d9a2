import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRun } from '@mnist-adder/trainer/node';
import type { FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { megabytes, percent, seconds } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import { describeRun } from './describe-run.js';

/** What `runs compare` is asked for. */
export interface CompareOptions {
  readonly a: string;
  readonly b: string;
  readonly in: string;
}

/** Compares the settings and the results of two runs. */
export async function compareRuns(options: CompareOptions, { folder }: Surroundings): Promise<Answer> {
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

/** All that a run's weights depend on, by its place. */
function settingsOf({ config: { recipe, seed, backend, data } }: FoundRun): Settings {
  const { network, data: recipeData, training } = recipe;
  const all = { seed, backend, digests: data.digests, recipe: recipe.id, network, data: recipeData, training };
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
  const row = (name: string, of: (result: NonNullable<FoundRun['result']>) => string) => [
    name,
    ...[a, b].map(({ state, result }) => (result ? of(result) : state)),
  ];
  return [
    row('digit', ({ evaluation }) => percent(evaluation.digitAccuracy)),
    row('sum', ({ evaluation }) => ('sumAccuracy' in evaluation ? percent(evaluation.sumAccuracy) : '-')),
    row('loss', ({ evaluation }) => evaluation.loss.toFixed(4)),
    row('parameters', ({ parameters }) => parameters.toLocaleString('en')),
    row('training', ({ trainSeconds }) => seconds(trainSeconds)),
    row('in all', ({ totalSeconds }) => seconds(totalSeconds)),
    row('memory', ({ peakMemoryBytes }) => megabytes(peakMemoryBytes)),
  ];
}
