import { RECIPE_IDS } from '@mnist-adder/trainer/recipes';
import { HEADS, type HeadRun } from '../results/head-runs.js';
import type { NumberResults } from '../results/numbers.js';
import type { RecipeResults } from '../results/recipe-results.js';
import type { ModelRobustness } from '../results/robustness.js';
import { percentText, spread } from '../statistics.js';
import { markdownTable, NONE } from './markdown.js';

/** Calibration of each recipe on the test set after temperature scaling. Recipes without calibration are left out. */
export function calibrationTable(results: readonly RecipeResults[]): string {
  const rows = results.flatMap(({ recipe, runs }) => {
    const calibrations = runs.flatMap(({ calibration }) => calibration ?? []);
    if (calibrations.length === 0) return [];
    const error = (outputs: readonly { readonly error: number }[]) =>
      outputs.length === 0 ? NONE : percentText(spread(outputs.map(({ error }) => error)));
    const digits = calibrations.map(({ digit }) => digit);
    const sums = calibrations.flatMap(({ sum }) => sum ?? []);
    const temperature = spread(digits.map(({ temperature }) => temperature)).mean.toFixed(2);
    return [[`\`${recipe}\``, String(calibrations.length), temperature, error(digits), error(sums)]];
  });
  return markdownTable(['recipe', 'seeds', 'temperature', 'digit, ECE in %', 'sum, ECE in %'], rows);
}

/** Accuracies of each head on the validation set, epoch by epoch. */
export function headsTable(runs: readonly HeadRun[]): string {
  const epochs = [...runs[0]!.validationAccuracy.digit.keys()];
  const header = epochs.flatMap((epoch) => [`digit, %, epoch ${epoch + 1}`, `sum, %, epoch ${epoch + 1}`]);
  const rows = HEADS.map((head) => ({ head, headRuns: runs.filter((run) => run.head === head) }))
    .filter(({ headRuns }) => headRuns.length > 0)
    .map(({ head, headRuns }) => {
      const cell = (output: 'digit' | 'sum', epoch: number) =>
        percentText(spread(headRuns.map(({ validationAccuracy }) => validationAccuracy[output][epoch]!)));
      const accuracies = epochs.flatMap((epoch) => [cell('digit', epoch), cell('sum', epoch)]);
      return [`\`${head}\``, String(headRuns.length), ...accuracies, headRuns[0]!.parameters.toLocaleString('en')];
    });
  return markdownTable(['head', 'seeds', ...header, 'parameters'], rows);
}

/** Accuracies of digits in per cent under MNIST-C's corruptions, with a column for each recipe, and their means. */
export function mnistCTable(models: readonly ModelRobustness[]): string {
  const percent = (accuracy: number) => (100 * accuracy).toFixed(2);
  const rows = models[0]!.corruptions.map(({ name }, nth) => [
    name,
    ...models.map(({ corruptions }) => percent(corruptions[nth]!.asItIs)),
  ]);
  const means = models.map(({ corruptions }) => percent(spread(corruptions.map(({ asItIs }) => asItIs)).mean));
  const header = ['digits, %', ...models.map(({ recipe }) => `\`${recipe}\``)];
  return markdownTable(header, [...rows, ['**mean**', ...means]]);
}

/** Accuracies of digits in per cent, with a row for each recipe and a column for each corruption. */
export function robustnessTable(models: readonly ModelRobustness[], images: 'asItIs' | 'prepared'): string {
  const names = models[0]!.corruptions.map(({ name }) => name);
  const placeOf = (recipe: string) => RECIPE_IDS.findIndex((id) => id === recipe);
  const rows = models
    .toSorted((a, b) => placeOf(a.recipe) - placeOf(b.recipe))
    .map(({ recipe, corruptions }) => [
      `\`${recipe}\``,
      ...names.map((name) => {
        const found = corruptions.find((corruption) => corruption.name === name);
        return found === undefined ? NONE : (100 * found[images]!).toFixed(2);
      }),
    ]);
  return markdownTable(['digits, %', ...names], rows);
}

/** How numbers of each length are read, in per cent, with digits that stand apart and that touch. */
export function numbersTable(measured: NumberResults | undefined): string {
  const percent = (part: number) => (100 * part).toFixed(1);
  const rows = (measured?.results ?? []).map((result) => [
    String(result.length),
    result.spacing,
    percent(result.numberAccuracy),
    percent(result.countAccuracy),
    percent(result.digitAccuracy),
    percent(result.severalDigits),
  ]);
  const header = ['digits', 'strokes', 'number right, %', 'as many digits, %', 'each digit, %', '`several-digits`, %'];
  return markdownTable(header, rows);
}
