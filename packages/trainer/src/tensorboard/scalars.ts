import type { ChartCategory } from '@mnist-adder/tensorboard';
import type { EpochEnd, StepEnd } from '../loop/events.js';

/** Numbers by the tag under which TensorBoard shows them. */
export type Scalars = Record<string, number>;

/** The scalars of a step, as `step/…`: its scores and every other number, except those that say where in the run it is. */
export function scalarsOfStep({ scores, ...others }: StepEnd): Scalars {
  return { ...scalars('step', scores), ...scalars('step', others) };
}

/** The scalars of an epoch: the same names as `train/…` and as `validation/…`. */
export function scalarsOfEpoch({ train, validation, imagesPerSecond, trainSeconds }: EpochEnd): Scalars {
  return {
    ...scalars('train', { ...train, imagesPerSecond, seconds: trainSeconds }),
    ...scalars('validation', validation),
  };
}

/** Numbers that say where, or over how much, and not how well. */
const NO_SCALARS: ReadonlySet<string> = new Set(['epoch', 'index', 'step', 'pairs']);

function scalars(group: string, facts: object): Scalars {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]: [string, unknown]) => {
      if (NO_SCALARS.has(name)) return [];
      const tag = `${group}/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      if (typeof value === 'number') return [[tag, value] as const];
      // The scores of an output: `digit.loss` is `step/digit_loss`.
      const scores = typeof value === 'object' && value !== null ? Object.entries(value as Scalars) : [];
      return scores.map(([measure, score]) => [`${tag}_${measure}`, score] as const);
    }),
  );
}

/**
 * The charts of the page Custom scalars: training and validation share a chart. (On the page Scalars each tag has a chart of its own.)
 *
 * @param adds whether the network has a sum.
 */
export function scalarCharts(adds: boolean): ChartCategory[] {
  const chart = (title: string, name: string, groups: readonly string[]) => ({
    title,
    tags: groups.map((group) => `^${group}/${name}$`),
  });
  const all = ['step', 'train', 'validation'];
  const epochs = ['train', 'validation'];
  const outputs = adds ? ['digit', 'sum'] : ['digit'];
  return [
    {
      title: 'Steps and epochs',
      charts: [
        chart('Loss', 'loss', all),
        ...outputs.map((output) => chart(`Accuracy of the ${output}`, `${output}_accuracy`, all)),
      ],
    },
    {
      title: 'Epochs',
      charts: [
        ...outputs.map((output) => chart(`Loss of the ${output}`, `${output}_loss`, epochs)),
        ...outputs.map((output) => chart(`Accuracy of the ${output}`, `${output}_accuracy`, epochs)),
      ],
    },
  ];
}
