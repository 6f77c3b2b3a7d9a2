import { resolve } from 'node:path';
import { findRuns, type FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { oneLine, write } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import { BEGUN, COLUMNS, sortRuns } from './columns.js';
import { describeRun } from './document.js';
import { changedSettings, valueText } from './run-settings.js';

/** The options of `runs`. */
export interface ListOptions {
  readonly in: string;
  /** The name of a column. */
  readonly sort: string;
}

/** Lists the runs on disk, the newest last unless they are sorted by something else. */
export async function listRuns({ in: where, sort }: ListOptions, { folder, terminal }: CliContext): Promise<Answer> {
  const parent = resolve(folder, where);
  const { runs, damaged } = await findRuns(parent);
  const inOrder = sortRuns(runs, COLUMNS.find(({ name }) => name === sort) ?? BEGUN);
  for (const { message } of damaged) write(terminal.stderr, terminal.env, `${oneLine(message)}\n`);
  return {
    document: {
      runs: inOrder.map(describeRun),
      damaged: damaged.map(({ facts, message }) => ({ folder: facts.folder, message })),
    },
    text:
      runs.length === 0 ? oneLine(`There are no runs in ${parent}: mnist-adder train makes one.`) : runsText(inOrder),
  };
}

function runsText(runs: readonly FoundRun[]): string {
  const changes = runs.map((run) =>
    Object.entries(changedSettings(run))
      .map(([path, value]) => `${path} ${valueText(value)}`)
      .join(', '),
  );
  const rows = runs.map((run) =>
    COLUMNS.map(({ value, text }) => {
      const cell = value(run);
      if (cell === undefined) return '-';
      return text !== undefined && typeof cell === 'number' ? text(cell) : String(cell);
    }),
  );
  const table = tableLines([COLUMNS.map(({ name }) => name), ...rows], { left: 5, indent: 0 });
  return table.map((line, i) => `${line}  ${i === 0 ? 'changed settings' : changes[i - 1]!}`.trimEnd()).join('\n');
}
