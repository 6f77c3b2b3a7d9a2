import { resolve } from 'node:path';
import { findRuns, type FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../definition/cli-command.js';
import type { CliContext } from '../../definition/cli-context.js';
import { percent, seconds } from '../../terminal/format.js';
import { oneLine, write } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import { describeRun } from './document.js';

/** Lists the runs on disk, the newest last. */
export async function listRuns(
  { in: where }: { readonly in: string },
  { folder, terminal }: CliContext,
): Promise<Answer> {
  const parent = resolve(folder, where);
  const { runs, damaged } = await findRuns(parent);
  const inOrder = [...runs].sort((a, b) => a.begun.getTime() - b.begun.getTime());
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
  const rows = runs.map(({ name, state, config, result }) => [
    name,
    config.recipe.id,
    String(config.seed),
    config.backend,
    state,
    ...(result ? resultCells(result) : []),
  ]);
  const header = ['run', 'recipe', 'seed', 'backend', 'state', 'digit', 'sum', 'time'];
  return tableLines([header, ...rows], { left: 5, indent: 0 }).join('\n');
}

const resultCells = ({ evaluation: { digit, sum }, totalSeconds }: NonNullable<FoundRun['result']>) => [
  percent(digit.accuracy),
  sum ? percent(sum.accuracy) : '-',
  seconds(totalSeconds),
];
