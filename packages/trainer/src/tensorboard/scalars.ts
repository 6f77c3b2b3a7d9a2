import type { Scores } from '@mnist-adder/model';
import type { EpochEnd, StepEnd } from '../loop/events.js';

/** A number, and the tag under which TensorBoard shows it. */
export type Scalar = readonly [tag: string, value: number];

/** The numbers of a step as `step/…`: its scores and all others, except for its place in the run. */
export function scalarsOfStep({ scores, ...others }: StepEnd): Scalar[] {
  return [...scalarsOfScores('step', scores), ...scalarsOf('step', others)];
}

/** The numbers of an epoch, with the same names as `train/…` and as `validation/…`. */
export function scalarsOfEpoch({ train, validation, imagesPerSecond, trainSeconds }: EpochEnd): Scalar[] {
  return [
    ...scalarsOfScores('train', train),
    ...scalarsOf('train', { imagesPerSecond, seconds: trainSeconds }),
    ...scalarsOfScores('validation', validation),
  ];
}

/** Scores by name: the loss of the digit is `step/digit_loss`. */
const scalarsOfScores = (group: string, { loss, digit, sum, both }: Scores): Scalar[] => [
  ...scalarsOf(group, { loss }),
  ...scalarsOf(`${group}/digit`, digit, '_'),
  ...scalarsOf(`${group}/sum`, sum ?? {}, '_'),
  ...scalarsOf(`${group}/both`, both ?? {}, '_'),
];

/** Numbers that tell the place of a step in its run. */
const PLACE: ReadonlySet<string> = new Set(['epoch', 'index', 'step']);

/** All numbers among some facts, in snake case. */
function scalarsOf(group: string, facts: object, separator = '/'): Scalar[] {
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]): Scalar[] => {
    if (typeof value !== 'number' || PLACE.has(name)) return [];
    return [[`${group}${separator}${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`, value]];
  });
}
