import type { EpochEnd, StepEnd } from '../loop/events.js';

/** A number, and the tag under which TensorBoard shows it. */
export type Scalar = readonly [tag: string, value: number];

/** The numbers of a step as `step/…`: its scores and all others, except for its place in the run. */
export function scalarsOfStep({ scores, ...others }: StepEnd): Scalar[] {
  return [...scalars('step', scores), ...scalars('step', others)];
}

/** The numbers of an epoch, with the same names as `train/…` and as `validation/…`. */
export function scalarsOfEpoch({ train, validation, imagesPerSecond, trainSeconds }: EpochEnd): Scalar[] {
  return [
    ...scalars('train', { ...train, imagesPerSecond, seconds: trainSeconds }),
    ...scalars('validation', validation),
  ];
}

/** Numbers that say where or over how much, and not how well. */
const NO_SCALARS: ReadonlySet<string> = new Set(['epoch', 'index', 'step', 'pairs']);

function scalars(group: string, facts: object): Scalar[] {
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]): Scalar[] => {
    if (NO_SCALARS.has(name)) return [];
    const tag = `${group}/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    if (typeof value === 'number') return [[tag, value]];
    if (typeof value !== 'object' || value === null) return [];
    // The scores of an output: `digit.loss` is `step/digit_loss`.
    return Object.entries(value).map(([measure, score]) => [`${tag}_${measure}`, score as number]);
  });
}
