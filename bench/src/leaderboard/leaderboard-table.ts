import { markdownTable } from '../documents/markdown-table.js';
import { percentText } from '../spread.js';
import type { Comparison, LeaderboardRow } from './leaderboard.js';

const NONE = '–';

/** The README's table of what each recipe reached and what its source reports. */
export function leaderboardTable(rows: readonly LeaderboardRow[]): string {
  const header = ['recipe', 'seeds', 'epochs', 'digit, %', 'sum, %', 'reported, %', 'difference', 'parameters'];
  const cells = rows.map((row) => [
    `\`${row.recipe}\``,
    String(row.seeds),
    String(row.epochs),
    percentText(row.digit),
    row.sum ? percentText(row.sum) : NONE,
    list(row.comparisons, ({ accuracy, upTo, dataset }) => {
      const range = upTo === undefined ? percent(accuracy) : `${percent(accuracy)}–${percent(upTo)}`;
      return dataset === 'validation' ? `${range} (validation)` : range;
    }),
    list(row.comparisons, ({ accuracy, measured }) => signed(100 * (measured - accuracy))),
    row.parameters.toLocaleString('en'),
  ]);
  return markdownTable(header, cells);
}

/** `digit +0.21, sum −1.02` */
function list(comparisons: readonly Comparison[], text: (comparison: Comparison) => string): string {
  if (comparisons.length === 0) return NONE;
  return comparisons.map((comparison) => `${comparison.measure} ${text(comparison)}`).join(', ');
}

/** With as many decimals as the source gives: `97.4`, `98.84`. */
const percent = (fraction: number) => String(Number((100 * fraction).toFixed(2)));

function signed(points: number): string {
  const text = Math.abs(points).toFixed(2);
  if (Number(text) === 0) return '±0.00';
  return points < 0 ? `−${text}` : `+${text}`;
}
