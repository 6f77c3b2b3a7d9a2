import { DIGIT_CLASSES } from '@mnist-adder/dataset';
import { likelyNumbers } from '@mnist-adder/model';

/** The digits of a number that was typed, as probabilities, [n × 10]: each is certain. */
export const certain = (number: string): number[] =>
  Array.from(number).flatMap((digit) => Array.from({ length: DIGIT_CLASSES }, (_, i) => Number(i === Number(digit))));

/** The likeliest number, from the probabilities of its digits, [n × 10]; undefined if it has none. */
export const likeliest = (probabilities: readonly number[]): string | undefined =>
  probabilities.length === 0 ? undefined : likelyNumbers(probabilities, 1)[0]?.number;
