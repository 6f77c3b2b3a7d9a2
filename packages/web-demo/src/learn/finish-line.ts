import type { Scores } from '@mnist-adder/model';
import type { CurvePoint } from '../training/protocol.js';

/** What a network is meant for: its sums, or its digits if it does not add. */
export const answersOf = ({ digit, sum }: Scores) =>
  sum === undefined ? { kind: 'digits', accuracy: digit.accuracy } : { kind: 'sums', accuracy: sum.accuracy };

/** A fraction as per cent with two digits: `98.25 %`. */
export const percentOf = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;

/**
 * Says whether a run has passed the finish line, and when.
 *
 * @param finish per cent of the validation images' answers that have to be right.
 * @returns undefined before the first validation.
 */
export function finishText(validations: readonly CurvePoint[], finish: number): string | undefined {
  const last = validations.at(-1);
  if (last === undefined) return undefined;
  const first = validations.find(({ scores }) => 100 * answersOf(scores).accuracy >= finish);
  if (first !== undefined) {
    const images = first.images.toLocaleString('en');
    return `Finish line of ${finish} % passed after ${images} images, with ${percentOf(answersOf(first.scores).accuracy)}.`;
  }
  const missing = finish - 100 * answersOf(last.scores).accuracy;
  return `${missing.toFixed(2)} points below the finish line of ${finish} %.`;
}
