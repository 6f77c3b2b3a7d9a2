import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRun } from '@mnist-adder/trainer/node';
import { stringify as yamlOf } from 'yaml';
import type * as z from 'zod/mini';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { findRun } from '../../model/saved-model.js';
import { tableLines } from '../../terminal/table.js';
import { resultText } from '../train/run-texts.js';
import { describeRun, type runsShowDocument } from './document.js';
import { changedSettings, valueText } from './run-settings.js';

/** The options of `runs show`. */
export interface ShowOptions {
  readonly run: string;
  readonly in: string;
}

/** Shows a run: its result, its settings, and its files. */
export async function showRun(options: ShowOptions, { folder }: CliContext): Promise<Answer> {
  const run = await readRun(await findRun(options.run, { folder, runsFolder: resolve(folder, options.in) }));
  const { config, result, state } = run;
  const { network, task, data, training } = config.recipe;
  const file = (name: string) => (existsSync(join(run.folder, name)) ? join(run.folder, name) : null);
  const document: z.output<typeof runsShowDocument> = {
    ...describeRun(run),
    source: config.data.source,
    settings: { network, task, data, training },
    model: file('model'),
    report: file('report.html'),
  };
  const changes = Object.entries(changedSettings(run)).map(([path, value]) => [path, valueText(value)]);
  const text = [
    `${run.name}: ${config.recipe.id}, seed ${config.seed}, on ${config.backend}, ${state}`,
    '',
    ...tableLines(
      [
        ['directory', run.folder],
        ['begun', run.begun.toISOString()],
        ['data', config.data.source],
        ...(document.model === null ? [] : [['model', document.model]]),
        ...(document.report === null ? [] : [['report', document.report]]),
      ],
      { left: 2, indent: 0 },
    ),
    ...(result === undefined ? [] : ['', resultText(result)]),
    ...(changes.length === 0 ? [] : ['', "Settings that are not the recipe's:", ...tableLines(changes, { left: 2 })]),
    '',
    yamlOf(document.settings).trimEnd(),
  ].join('\n');
  return { document, text };
}
