import type { EpochEnd, StepEnd } from '../loop/events.js';

/** A number, and the tag under which TensorBoard shows it. */
export type Scalar = readonly [tag: string, value: number];

/** What a step tells, as `step/…`: its metrics and whatever else is a number, but for where in the run it is. */
export function scalarsOfStep({ metrics, ...about }: StepEnd): Scalar[] {
  return [...scalars('step', metrics), ...scalars('step', about)];
}

/** What an epoch tells: the same names as `train/…` and as `validation/…`. */
export function scalarsOfEpoch({ train, validation, imagesPerSecond, trainSeconds }: EpochEnd): Scalar[] {
  return [
    ...scalars('train', { ...train, imagesPerSecond, seconds: trainSeconds }),
    ...scalars('validation', validation),
  ];
}

/** Numbers that say where, or over how much, and not how well. */
const NO_SCALARS: ReadonlySet<string> = new Set(['epoch', 'index', 'step', 'pairs']);

function scalars(group: string, facts: object): Scalar[] {
  return Object.entries(facts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'number' && !NO_SCALARS.has(name) ? [[tagOf(group, name), value] as const] : [],
  );
}

/** `digitLoss` → `step/digit_loss`. */
function tagOf(group: string, name: string): string {
  return `${group}/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}
