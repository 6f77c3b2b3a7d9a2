import { z } from 'zod';

/** How digits were read. */
export const readingSchema = z.strictObject({
  /** The part of them, 0..1, that is read right. */
  accuracy: z.number(),
  /** How many of what digit were taken for what other one: `4>6`. */
  mistakes: z.record(z.string(), z.int()),
});

export type Reading = z.output<typeof readingSchema>;

/** Compares what was read with the digits that were there. */
export function compareReading(digits: readonly number[], read: ArrayLike<number>): Reading {
  const mistakes: Record<string, number> = {};
  let right = 0;
  digits.forEach((digit, i) => {
    if (read[i] === digit) right++;
    else mistakes[`${digit}>${read[i]!}`] = (mistakes[`${digit}>${read[i]!}`] ?? 0) + 1;
  });
  return { accuracy: right / digits.length, mistakes };
}

/** The most frequent mistakes, in words: "4 as 6 (22), 1 as 9 (10)". */
export function worstMistakes(mistakes: Reading['mistakes'], count: number): string {
  return Object.entries(mistakes)
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([pair, times]) => `${pair.replace('>', ' as ')} (${times})`)
    .join(', ');
}
