import { markdownTable } from '../documents/markdown-table.js';
import type { Speed } from './measurement.js';

/** How many operators of a step are listed. */
const OPERATORS = 6;

/** The README's table of what training costs. */
export function speedTable({ training }: Speed): string {
  const rows = training.map(({ recipe, batchSize, imagesPerSecond, stepMilliseconds, peakMemoryBytes, operators }) => [
    `\`${recipe}\``,
    Math.round(imagesPerSecond).toLocaleString('en'),
    `${stepMilliseconds.toFixed(1)} ms (${batchSize} images)`,
    `${Math.round(peakMemoryBytes / 1e6)} MB`,
    operators
      .slice(0, OPERATORS)
      .map(({ operator, milliseconds }) => `${operator} ${milliseconds.toFixed(1)}`)
      .join(', '),
  ]);
  return markdownTable(['recipe', 'images/s', 'step', 'memory', 'milliseconds by operator, under the profiler'], rows);
}

/** The machine of a measurement, in words. */
export function machineText({ machine }: Speed): string {
  return `Measured by \`pnpm bench\` on ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, ${machine.platform}.`;
}
