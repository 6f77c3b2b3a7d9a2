import type { Evaluation } from '@mnist-adder/model';
import type { RunResult } from '@mnist-adder/trainer/node';
import { megabytes, percent, seconds } from '../../terminal/format.js';

/** The result over all test pairs, or all test images of a network that reads digits only, as a table. */
export function resultText({ evaluation, addition, trainSeconds, totalSeconds, peakMemoryBytes }: RunResult): string {
  const rows = [['', 'accuracy', 'average loss'], ...scores(evaluation)];
  const count = evaluation.pairs.toLocaleString('en');
  return [
    'sumLoss' in evaluation
      ? `Over all ${count} test pairs (every image with every addend):`
      : `Over all ${count} test images:`,
    ...rows.map(([name, accuracy, loss]) => `  ${name!.padEnd(6)}${accuracy!.padStart(9)}${loss!.padStart(15)}`),
    ...(addition === undefined ? [] : [additionText(addition)]),
    `Trained in ${seconds(trainSeconds)}, ${seconds(totalSeconds)} in all, at most ${megabytes(peakMemoryBytes)} of memory.`,
  ].join('\n');
}

/** `Of 5,000 sums of test images, 98.40 % are right.` */
function additionText({ digits, problems, accuracy }: NonNullable<RunResult['addition']>): string {
  const numbers = digits === 1 ? 'two test images' : `two numbers of ${digits} test images each`;
  return `Of ${problems.toLocaleString('en')} sums of ${numbers}, ${percent(accuracy)} are right.`;
}

function scores(evaluation: Evaluation): string[][] {
  const score = (name: string, accuracy: number, loss: number) => [name, percent(accuracy), loss.toFixed(4)];
  const digit = score('digit', evaluation.digitAccuracy, evaluation.digitLoss);
  if (!('sumLoss' in evaluation)) return [digit];
  const { sumAccuracy, sumLoss, bothAccuracy, loss } = evaluation;
  return [digit, score('sum', sumAccuracy, sumLoss), score('both', bothAccuracy, loss)];
}
