import type { Speed } from './measurement.js';

/** How many operators of a step are listed. */
const OPERATORS = 8;

/** A measurement for the terminal. */
export function speedText({ machine, training }: Speed): string {
  const lines = [`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.platform}`];
  for (const { recipe, batchSize, imagesPerSecond, stepMilliseconds, peakMemoryBytes, operators } of training) {
    const total = operators.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    lines.push(
      '',
      `${recipe}: ${Math.round(imagesPerSecond)} images/s, ${stepMilliseconds.toFixed(1)} ms a step of ${batchSize} images, at most ${Math.round(peakMemoryBytes / 1e6)} MB of memory`,
      ...operators
        .slice(0, OPERATORS)
        .map(
          ({ operator, milliseconds }) =>
            `  ${operator.padEnd(16)}${milliseconds.toFixed(2).padStart(8)} ms${((100 * milliseconds) / total).toFixed(0).padStart(5)} %`,
        ),
    );
  }
  return `${lines.join('\n')}\n`;
}
