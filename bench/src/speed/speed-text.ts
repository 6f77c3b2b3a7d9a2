import { contestRows, latencyCells, megabytes, peersOf, runRows, throughputCells } from './rows.js';
import type { Latency, Ratio, Speed, Throughput } from './measurement.js';

/** How many operators of a step are listed. */
const OPERATORS = 8;

/** What was measured, for the terminal. */
export function speedText(speed: Partial<Speed>): string {
  const {
    machine,
    busyCores,
    absent = [],
    training = [],
    prediction,
    toAccuracy = [],
    defaultRuns = [],
    profile = [],
  } = speed;
  const sections: string[] = [];
  const add = (title: string, rows: readonly (readonly string[])[]) =>
    sections.push([title, ...aligned(rows)].join('\n'));
  if (machine !== undefined) {
    const { cpu, cores, node, platform } = machine;
    sections.push(`${cpu}, ${cores} cores, Node ${node}, ${platform}, ${busyCores ?? 0} cores busy before`);
  }
  const contest = <Entry extends Throughput | Latency>(
    title: string,
    { contestants, ratios }: { contestants: readonly Entry[]; ratios: readonly Ratio[] },
    header: readonly string[],
    cells: (entry: Entry) => string[],
  ) =>
    add(title, [
      ['', '', ...header, ...peersOf(ratios).map((peer) => `÷ ${peer}`)],
      ...contestRows(contestants, ratios, cells),
    ]);
  for (const part of training) contest(`Training ${part.recipe}`, part, ['images/s'], throughputCells);
  if (prediction !== undefined) {
    contest('Predicting one image', prediction.single, ['median', '99th percentile'], latencyCells);
    contest('Predicting many images', prediction.batch, ['images/s'], throughputCells);
  }
  if (toAccuracy.length + defaultRuns.length > 0) {
    add('npm start', [['', '', '', 'seconds', 'memory'], ...runRows(toAccuracy, defaultRuns)]);
  }
  for (const { recipe, batchSize, imagesPerSecond, stepMilliseconds, peakMemoryBytes, operators } of profile) {
    const total = operators.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    add(
      `${recipe}: ${Math.round(imagesPerSecond)} images/s, ${stepMilliseconds.toFixed(1)} ms a step of ${batchSize} images, at most ${megabytes(peakMemoryBytes)} of memory`,
      operators
        .slice(0, OPERATORS)
        .map(({ operator, milliseconds }) => [
          operator,
          `${milliseconds.toFixed(2)} ms`,
          `${((100 * milliseconds) / total).toFixed(0)} %`,
        ]),
    );
  }
  if (absent.length > 0)
    add(
      'Not there',
      absent.map(({ name, reason }) => [name, reason]),
    );
  return `${sections.join('\n\n')}\n`;
}

/** Columns of one width, without the marks of Markdown. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const plain = rows.map((row) => row.map((cell) => cell.replaceAll('`', '')));
  const widths = (plain[0] ?? []).map((_, column) => Math.max(...plain.map((row) => row[column]!.length)));
  return plain.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
