import type { RunResult } from '../run/result.js';
import { megabytes, percent, seconds } from './format.js';

/** The result over all test pairs, as a table. */
export function resultText({ evaluation, trainSeconds, totalSeconds, peakMemoryBytes }: RunResult): string {
  const rows = [
    ['', 'accuracy', 'average loss'],
    ['digit', percent(evaluation.digitAccuracy), evaluation.digitLoss.toFixed(4)],
    ['sum', percent(evaluation.sumAccuracy), evaluation.sumLoss.toFixed(4)],
    ['both', percent(evaluation.bothAccuracy), evaluation.loss.toFixed(4)],
  ];
  return [
    `Over all ${evaluation.pairs.toLocaleString('en')} test pairs (every image with every addend):`,
    ...rows.map(([name, accuracy, loss]) => `  ${name!.padEnd(6)}${accuracy!.padStart(9)}${loss!.padStart(15)}`),
    `Trained in ${seconds(trainSeconds)}, ${seconds(totalSeconds)} in all, at most ${megabytes(peakMemoryBytes)} of memory.`,
  ].join('\n');
}
