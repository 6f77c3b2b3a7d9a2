import type { GroupAccuracy, OutputAnalysis, PairedComparison } from '@mnist-adder/model';
import { count, percent } from '../../terminal/format.js';
import { oneLine } from '../../terminal/output.js';
import { tableLines } from '../../terminal/table.js';
import type { EvaluateDocument } from './document.js';

/** What to show of an evaluation besides its scores. */
interface TextOptions {
  readonly by?: 'digit' | 'addend' | undefined;
  readonly confusion?: boolean | undefined;
}

/** An evaluation for people. */
export function evaluationText(document: EvaluateDocument, { by, confusion = false }: TextOptions): string {
  const { model, data, backend, evaluation } = document;
  const pairs = count(evaluation.pairs);
  const what = evaluation.sum ? `all ${pairs} pairs of the test images` : `all ${pairs} test images`;
  return [
    oneLine(`${model.folder} (${model.recipe ?? 'no recipe'}, seed ${model.seed})`),
    oneLine(`on ${what} of ${data.source}, by ${backend}`),
    '',
    ...scoreLines(document),
    ...(by === undefined ? [] : ['', ...groupLines(document, by)]),
    ...(confusion ? ['', ...confusionLines(document)] : []),
    ...(document.comparison ? ['', ...comparisonLines(document.comparison)] : []),
  ].join('\n');
}

function scoreLines({ evaluation, digit, sum }: EvaluateDocument): string[] {
  const row = (name: string, accuracy: number, loss: number, output?: OutputAnalysis) => [
    name,
    percent(accuracy),
    loss.toFixed(4),
    ...(output ? [percent(output.calibration.error), scaledText(output)] : []),
  ];
  return tableLines([
    ['', 'accuracy', 'loss', 'calibration error', 'scaled'],
    row('digit', evaluation.digit.accuracy, evaluation.digit.loss, digit),
    ...(evaluation.sum ? [row('sum', evaluation.sum.accuracy, evaluation.sum.loss, sum)] : []),
    ...(evaluation.both ? [row('both', evaluation.both.accuracy, evaluation.loss)] : []),
  ]);
}

/** The calibration error that is left at the temperature that fits best. */
const scaledText = ({ scaled }: OutputAnalysis) =>
  scaled === undefined ? '' : `${percent(scaled.error)} at T ${scaled.temperature.toFixed(2)}`;

function groupLines({ byDigit, byAddend, evaluation }: EvaluateDocument, by: 'digit' | 'addend'): string[] {
  const groups: readonly GroupAccuracy[] | undefined = by === 'digit' ? byDigit : byAddend;
  if (groups === undefined) return ['The model reads digits only: there are no addends.'];
  const part = (value: number | null | undefined) => (value == null ? '-' : percent(value));
  const adds = evaluation.sum !== undefined;
  return tableLines([
    [by, adds ? 'pairs' : 'images', 'digit', ...(adds ? ['sum', 'both'] : [])],
    ...groups.map(({ pairs, digit, sum, both }, name) => [
      String(name),
      count(pairs),
      part(digit),
      ...(adds ? [part(sum), part(both)] : []),
    ]),
  ]);
}

function confusionLines({ digit: { confusion } }: EvaluateDocument): string[] {
  return [
    'What is in the image (rows) and what was read (columns), in pairs:',
    ...tableLines([
      ['', ...confusion.map((_, answer) => String(answer))],
      ...confusion.map((row, label) => [String(label), ...row.map((pairs) => (pairs === 0 ? '.' : String(pairs)))]),
    ]),
  ];
}

function comparisonLines({ other, digit, sum, both }: NonNullable<EvaluateDocument['comparison']>): string[] {
  const row = (name: string, comparison: PairedComparison | undefined) => {
    if (comparison === undefined) return [];
    const { accuracy, otherAccuracy, betterOn, worseOn, pValue } = comparison;
    const difference = signed(100 * (accuracy - otherAccuracy));
    return [
      [name, percent(accuracy), percent(otherAccuracy), difference, String(betterOn), String(worseOn), chance(pValue)],
    ];
  };
  return [
    oneLine(`Compared with ${other.folder} (${other.recipe ?? 'no recipe'}, seed ${other.seed}), on the same images:`),
    '',
    ...tableLines([
      ['', 'this', 'other', 'difference', 'better on', 'worse on', 'p'],
      ...row('digit', digit),
      ...row('sum', sum),
      ...row('both', both),
    ]),
    '',
    'p is the probability of such a difference if both models were equally good (exact paired permutation test over images).',
  ];
}

const signed = (points: number) => `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(2)}`;

const chance = (pValue: number) => (pValue < 0.001 ? '< 0.001' : pValue.toFixed(3));
