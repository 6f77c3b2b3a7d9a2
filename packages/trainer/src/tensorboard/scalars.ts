import type { Scores } from '@mnist-adder/model';
import type { ChartCategory } from '@mnist-adder/tensorboard';
import type { EpochEnd, StepEnd } from '../loop/events.js';

/** Numbers by the tag under which TensorBoard shows them. */
export type Scalars = Record<string, number>;

/** The scalars of a step, as `step/…`: its scores and every other number, except those that say where in the run it is. */
export function scalarsOfStep({ scores, ...others }: StepEnd): Scalars {
  return { ...scalarsOfScores('step', scores), ...scalarsOf('step', others) };
}

/** The scalars of an epoch: the same names as `train/…` and as `validation/…`. */
export function scalarsOfEpoch({ train, validation, imagesPerSecond, trainSeconds }: EpochEnd): Scalars {
  return {
    ...scalarsOfScores('train', train),
    ...scalarsOf('train', { imagesPerSecond, seconds: trainSeconds }),
    ...scalarsOfScores('validation', validation),
  };
}

/** The loss, and the scores of each output: `digit.loss` is `step/digit_loss`. */
function scalarsOfScores(group: string, { loss, digit, sum, both }: Scores): Scalars {
  const outputs = Object.entries({ digit, sum, both }).flatMap(([output, scores]) =>
    Object.entries(scores ?? {}).map(([measure, value]) => [`${group}/${output}_${measure}`, value] as const),
  );
  return { [`${group}/loss`]: loss, ...Object.fromEntries(outputs) };
}

/** Numbers that say where something happened, and not how well. */
const NO_SCALARS: ReadonlySet<string> = new Set(['epoch', 'index', 'step']);

function scalarsOf(group: string, facts: object): Scalars {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'number' && !NO_SCALARS.has(name) ? [[tagOf(group, name), value] as const] : [],
    ),
  );
}

/** `learningRate` → `step/learning_rate`. */
const tagOf = (group: string, name: string): string =>
  `${group}/${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

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
