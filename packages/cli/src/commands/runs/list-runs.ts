import { resolve } from 'node:path';
import { findRuns } from '@mnist-adder/trainer/node';
import type { FoundRun } from '@mnist-adder/trainer/node';
import type { Answer } from '../../program/answer.js';
import type { Surroundings } from '../../program/surroundings.js';
import { percent, seconds } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import { describeRun } from './describe-run.js';

/** Lists the runs on disk, the newest last. */
export async function listRuns({ in: where }: { readonly in: string }, surroundings: Surroundings): Promise<Answer> {
  const parent = resolve(surroundings.folder, where);
  const { runs, damaged } = await findRuns(parent);
  const inOrder = [...runs].sort((a, b) => a.begun.getTime() - b.begun.getTime());
  for (const { message } of damaged) surroundings.terminal.stderr.write(`${message}\n`);
  return {
    document: {
      runs: inOrder.map(describeRun),
      damaged: damaged.map(({ folder, message }) => ({ folder, message })),
    },
    text: runs.length === 0 ? `There are no runs in ${parent}: mnist-adder train makes one.` : runsText(inOrder),
  };
}

function runsText(runs: readonly FoundRun[]): string {
  const rows = runs.map(({ name, state, config, result }) => [
    ...[name, config.recipe.id, String(config.seed), config.backend, state],
    ...(result
      ? [percent(result.evaluation.digitAccuracy), sumOf(result.evaluation), seconds(result.totalSeconds)]
      : []),
  ]);
  return tableLines([['run', 'recipe', 'seed', 'backend', 'state', 'digit', 'sum', 'time'], ...rows], {
    ...{ left: 5, indent: 0 },
  }).join('\n');
}

const sumOf = (evaluation: NonNullable<FoundRun['result']>['evaluation']) =>
  'sumAccuracy' in evaluation ? percent(evaluation.sumAccuracy) : '-';
