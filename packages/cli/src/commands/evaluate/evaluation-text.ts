import { percent } from '../../terminal/format.js';
import { tableLines } from '../../terminal/table.js';
import type { EvaluateDocument } from './document.js';

/** An evaluation for people. */
export function evaluationText(
  document: EvaluateDocument,
  { by, confusion = false }: { readonly by?: 'digit' | 'addend'; readonly confusion?: boolean },
): string {
  const { model, data, backend, evaluation } = document;
  const count = evaluation.pairs.toLocaleString('en');
  const adds = evaluation.sumAccuracy !== undefined;
  return [
    `${model.folder} (${model.recipe ?? 'no recipe'}, seed ${model.seed})`,
    `on ${adds ? `all ${count} pairs of the test images` : `all ${count} test images`} of ${data.source}, by ${backend}`,
    '',
    ...scoreLines(document),
    ...(by === undefined ? [] : ['', ...groupLines(document, by)]),
    ...(confusion ? ['', ...confusionLines(document)] : []),
    ...(document.comparison ? ['', ...comparisonLines(document.comparison)] : []),
  ].join('\n');
}

function scoreLines({ evaluation, digit, sum }: EvaluateDocument): string[] {
  const { digitAccuracy, sumAccuracy, bothAccuracy, digitLoss, sumLoss, loss } = evaluation;
  const scores = (name: string, accuracy: number, loss: number, output?: EvaluateDocument['digit']) => [
    ...[name, percent(accuracy), loss.toFixed(4)],
    ...(output ? [percent(output.calibration.error), scaledText(output)] : []),
  ];
  return tableLines([
    ['', 'accuracy', 'loss', 'calibration error', 'scaled'],
    scores('digit', digitAccuracy, digitLoss, digit),
    ...(sumAccuracy === undefined ? [] : [scores('sum', sumAccuracy, sumLoss!, sum)]),
    ...(bothAccuracy === undefined ? [] : [scores('both', bothAccuracy, loss)]),
  ]);
}

/** What is left of the calibration error at the temperature that fits best. */
const scaledText = ({ scaled }: EvaluateDocument['digit']) =>
  scaled === undefined ? '' : `${percent(scaled.error)} at T ${scaled.temperature.toFixed(2)}`;

function groupLines({ byDigit, byAddend }: EvaluateDocument, by: 'digit' | 'addend'): string[] {
  if (by === 'addend' && byAddend === undefined) return ['It reads digits only: there are no addends.'];
  const groups = by === 'digit' ? byDigit : byAddend!;
  const adds = groups[0]?.sum !== undefined;
  const part = (value: number | null | undefined) => (value == null ? '-' : percent(value));
  return tableLines([
    [by, adds ? 'pairs' : 'images', 'digit', ...(adds ? ['sum', 'both'] : [])],
    ...groups.map(({ pairs, digit, sum, both }, name) => [
      ...[String(name), pairs.toLocaleString('en'), part(digit)],
      ...(adds ? [part(sum), part(both)] : []),
    ]),
  ]);
}

function confusionLines({ digit: { confusion } }: EvaluateDocument): string[] {
  return [
    'What is in the image (rows) and what was read (columns), in pairs:',
    ...tableLines([
      ['', ...confusion.map((_, answer) => String(answer))],
      ...confusion.map((row, label) => [String(label), ...row.map((count) => (count === 0 ? '.' : String(count)))]),
    ]),
  ];
}

function comparisonLines({ other, digit, sum, both }: NonNullable<EvaluateDocument['comparison']>): string[] {
  const rows = Object.entries({ digit, sum, both }).filter((row) => row[1] !== undefined) as [string, typeof digit][];
  return [
    `Compared with ${other.folder} (${other.recipe ?? 'no recipe'}, seed ${other.seed}), on the same images:`,
    '',
    ...tableLines([
      ['', 'this', 'other', 'difference', 'better on', 'worse on', 'p'],
      ...rows.map(([name, { accuracy, otherAccuracy, betterOn, worseOn, pValue }]) => [
        ...[name, percent(accuracy), percent(otherAccuracy), signed(100 * (accuracy - otherAccuracy))],
        ...[String(betterOn), String(worseOn), chance(pValue)],
      ]),
    ]),
    '',
    'p is the chance of such a difference between models that are equally good (exact paired permutation test over images).',
  ];
}

const signed = (points: number) => `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(2)}`;

const chance = (pValue: number) => (pValue < 0.001 ? '< 0.001' : pValue.toFixed(3));
