import { median } from './median.js';
import type { Speed } from './measurement.js';
import type { RecipeResults, Run } from './run-results.js';

/** How many operators of a step are listed. */
const OPERATORS = 6;

/** The README's table of what each recipe reached. */
export function resultsTable(results: readonly RecipeResults[]): string {
  const rows = results.map(({ recipe, runs }) => {
    const of = (value: (run: Run) => number) => meanAndDeviation(runs.map(value));
    return [
      `\`${recipe}\``,
      String(runs.length),
      String(runs[0]!.epochs),
      of(({ evaluation }) => 100 * evaluation.digitAccuracy),
      of(({ evaluation }) => 100 * evaluation.sumAccuracy),
      runs[0]!.parameters.toLocaleString('en'),
      `${median(runs.map(({ trainSeconds }) => trainSeconds)).toFixed(0)} s`,
      megabytes(Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes))),
    ];
  });
  return table(['recipe', 'seeds', 'epochs', 'digit, %', 'sum, %', 'parameters', 'training', 'memory'], rows);
}

/** The README's table of what training costs. */
export function speedTable({ training }: Speed): string {
  const rows = training.map(({ recipe, batchSize, imagesPerSecond, stepMilliseconds, peakMemoryBytes, operators }) => [
    `\`${recipe}\``,
    Math.round(imagesPerSecond).toLocaleString('en'),
    `${stepMilliseconds.toFixed(1)} ms (${batchSize} images)`,
    megabytes(peakMemoryBytes),
    operators
      .slice(0, OPERATORS)
      .map(({ operator, milliseconds }) => `${operator} ${milliseconds.toFixed(1)}`)
      .join(', '),
  ]);
  return table(['recipe', 'images/s', 'step', 'memory', 'milliseconds by operator, under the profiler'], rows);
}

/** The machine of a measurement, in words. */
export function machineText({ machine }: Speed): string {
  return `Measured by \`pnpm bench\` on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${machine.platform}.`;
}

/** Puts text between the markers `<!-- name -->` and `<!-- /name -->` of a document. */
export function fillMarkers(document: string, contents: Readonly<Record<string, string>>): string {
  return Object.entries(contents).reduce((text, [name, content]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from)
      throw new Error(`There is no place for ${name}: put ${start} and ${end} into the document.`);
    return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
  }, document);
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** Mean and sample standard deviation: `99.21 ± 0.04`. */
function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return mean.toFixed(2);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(2)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(2)}`;
}

/** A Markdown table as Prettier lays it out. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
