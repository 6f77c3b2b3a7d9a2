import { markdownTable } from '../documents/markdown-table.js';
import { percentText, spread } from '../spread.js';
import { HEADS } from './head-results.js';
import type { HeadRun } from './head-results.js';

/** What each head reached on the validation set, epoch by epoch. */
export function headsTable(runs: readonly HeadRun[]): string {
  const epochs = Array.from(runs[0]!.validation, (_, epoch) => epoch);
  const header = epochs.flatMap((epoch) => [`digit, %, epoch ${epoch + 1}`, `sum, %, epoch ${epoch + 1}`]);
  const rows = HEADS.map((head) => ({ head, its: runs.filter((run) => run.head === head) }))
    .filter(({ its }) => its.length > 0)
    .map(({ head, its }) => {
      const of = (epoch: number, accuracy: 'digitAccuracy' | 'sumAccuracy') =>
        percentText(spread(its.map(({ validation }) => validation[epoch]![accuracy])));
      const accuracies = epochs.flatMap((epoch) => [of(epoch, 'digitAccuracy'), of(epoch, 'sumAccuracy')]);
      return [`\`${head}\``, String(its.length), ...accuracies, its[0]!.parameters.toLocaleString('en')];
    });
  return markdownTable(['head', 'seeds', ...header, 'parameters'], rows);
}
