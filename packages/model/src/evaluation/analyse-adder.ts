import {
  ADDEND_CLASSES,
  DIGIT_CLASSES,
  firstImages,
  IMAGE_PIXELS,
  SUM_CLASSES,
  type DigitSet,
} from '@mnist-adder/dataset';
import { checkDigitSet, checkFields, checkOptions, is } from '@mnist-adder/dataset/internal';
import { indexOfMax } from '../prediction/prediction.js';
import { calibrate, type Calibration } from './calibration.js';
import { evaluateAdder, labelsOfPairs, type EvaluateAdderOptions } from './evaluate-adder.js';
import type { PredictAllAddends } from './predict-all-addends.js';
import type { Scores } from './scores.js';
import { fitTemperature, type Answers } from './temperature.js';

/** The temperature that each output's logits are divided by. */
export interface Temperatures {
  readonly digit: number;
  readonly sum?: number;
}

/** One output over all pairs. */
export interface OutputAnalysis {
  /** Number of pairs by label (row) and answer (column): 10 × 10 for digits, 19 × 19 for sums. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: Calibration;
  /** Calibration at the fitted temperature; absent if none was given. */
  readonly scaled?: Calibration;
}

/** The fraction of some pairs, 0..1, that is right; null if there are no such pairs. */
export interface GroupAccuracy {
  readonly pairs: number;
  readonly digit: number | null;
  readonly sum?: number | null;
  readonly both?: number | null;
}

/** An image whose digit was read wrong. */
export interface Mistake {
  /** Index of the image in its set. */
  readonly index: number;
  readonly label: number;
  /** The addend with which the model was most confident; absent if it only reads digits. */
  readonly addend?: number;
  readonly predicted: number;
  /** Probability of the predicted digit, 0..1. */
  readonly probability: number;
  /** Probability of each digit, [10]. */
  readonly digitProbabilities: readonly number[];
}

/** How good a model is on a set, and where it errs: plain JSON. */
export interface Analysis {
  readonly evaluation: Scores;
  readonly digit: OutputAnalysis;
  readonly sum?: OutputAnalysis;
  /** Accuracy by the digit in the image, [10]. */
  readonly byDigit: readonly GroupAccuracy[];
  /** Accuracy by the addend, [10]; absent if the model only reads digits. */
  readonly byAddend?: readonly GroupAccuracy[];
  /** Images read wrong, the most confident first, each image once. */
  readonly mistakes: readonly Mistake[];
}

export interface AnalyseAdderOptions extends EvaluateAdderOptions {
  /** Result of `fitTemperatures` on the validation set. Default: none, and no calibration at a temperature. */
  readonly temperatures?: Temperatures | undefined;
  /** How many mistakes are kept. Default: 24. */
  readonly mistakes?: number | undefined;
}

/**
 * Evaluates a model like `evaluateAdder` and, in the same pass over the set, finds where it errs and how well it is calibrated.
 *
 * @throws what `evaluateAdder` throws.
 */
export async function analyseAdder(
  predict: PredictAllAddends,
  digits: DigitSet,
  options: AnalyseAdderOptions = {},
): Promise<Analysis> {
  checkOptions('options', options, {
    batchSize: is.anything,
    onProgress: is.anything,
    temperatures: is.optional(is.object('digit', 'sum')),
    mistakes: is.optional(is.integer(0)),
  });
  const { temperatures, mistakes = 24, ...others } = options;
  if (temperatures !== undefined) checkTemperatures(temperatures);
  const { evaluation, digit, sum } = await collectAnswers(predict, digits, others);
  const digitAnswers = answersOf(digit);
  const sumAnswers = sum && answersOf(sum);
  const perImage = sum ? ADDEND_CLASSES : 1;
  const group = (count: number, groupOf: (pair: number) => number) =>
    accuracyByGroup({ digit, digitAnswers, sum, sumAnswers }, count, groupOf);
  return {
    evaluation,
    digit: analyseOutput(digit, digitAnswers, temperatures?.digit),
    ...(sum && sumAnswers && { sum: analyseOutput(sum, sumAnswers, temperatures?.sum) }),
    byDigit: group(DIGIT_CLASSES, (pair) => digit.labels[pair]!),
    ...(sum && { byAddend: group(ADDEND_CLASSES, (pair) => pair % ADDEND_CLASSES) }),
    mistakes: worstMistakes(digit, digitAnswers, perImage, mistakes),
  };
}

/** A temperature divides logits. */
function checkTemperatures(temperatures: Temperatures): void {
  const temperature = is.number(Number.MIN_VALUE, Number.MAX_VALUE);
  checkFields('temperatures', temperatures, { digit: temperature, sum: is.optional(temperature) });
}

/** Enough images, each with every addend, to fit one number; 12,000 would take a second and 14 MB. */
const TEMPERATURE_IMAGES = 4000;

/**
 * Fits a temperature to each output, on the first 4,000 images of a set that neither trains nor tests the model: the validation set.
 *
 * @throws what `evaluateAdder` throws.
 */
export async function fitTemperatures(
  predict: PredictAllAddends,
  digits: DigitSet,
  options: EvaluateAdderOptions = {},
): Promise<Temperatures> {
  const { digit, sum } = await collectAnswers(predict, firstImages(digits, TEMPERATURE_IMAGES), options);
  return { digit: fitTemperature(digit), ...(sum && { sum: fitTemperature(sum) }) };
}

/** Evaluates a model and keeps its predictions: 1,160 bytes an image. */
async function collectAnswers(
  predict: PredictAllAddends,
  set: DigitSet,
  options: EvaluateAdderOptions,
): Promise<{ evaluation: Scores; digit: Answers; sum?: Answers }> {
  const digits = checkDigitSet('digits', set);
  is.function('predict', predict);
  let digit = new Float32Array(0);
  let sum: Float32Array | undefined;
  let done = 0;
  const evaluation = await evaluateAdder(
    async (images, size) => {
      const predicted = await predict(images, size);
      if (done === 0) {
        digit = new Float32Array((digits.size * predicted.digit.length) / size);
        sum = predicted.sum && new Float32Array((digits.size * predicted.sum.length) / size);
      }
      // Copies: a predictor may return views that its next call overwrites.
      digit.set(predicted.digit, (done * predicted.digit.length) / size);
      if (predicted.sum) sum?.set(predicted.sum, (done * predicted.sum.length) / size);
      done += images.length / IMAGE_PIXELS;
      return predicted;
    },
    digits,
    options,
  );
  const perImage = sum ? ADDEND_CLASSES : 1;
  const labels = labelsOfPairs(digits.labels, perImage);
  return {
    evaluation,
    digit: { logProbabilities: digit, classes: DIGIT_CLASSES, labels },
    ...(sum && {
      sum: {
        logProbabilities: sum,
        classes: SUM_CLASSES,
        labels: labels.map((label, pair) => label + (pair % ADDEND_CLASSES)),
      },
    }),
  };
}

/** The most likely class of each answer. */
const answersOf = ({ logProbabilities, classes, labels }: Answers): Uint8Array =>
  labels.map((_, i) => indexOfMax(logProbabilities, i * classes, classes));

function analyseOutput(output: Answers, answers: Uint8Array, temperature: number | undefined): OutputAnalysis {
  const confusion = Array.from({ length: output.classes }, () => new Array<number>(output.classes).fill(0));
  answers.forEach((answer, i) => confusion[output.labels[i]!]![answer]!++);
  return {
    confusion,
    calibration: calibrate(output),
    ...(temperature !== undefined && { scaled: calibrate(output, temperature) }),
  };
}

interface AnsweredPairs {
  readonly digit: Answers;
  readonly digitAnswers: Uint8Array;
  readonly sum: Answers | undefined;
  readonly sumAnswers: Uint8Array | undefined;
}

function accuracyByGroup(
  { digit, digitAnswers, sum, sumAnswers }: AnsweredPairs,
  count: number,
  groupOf: (pair: number) => number,
): GroupAccuracy[] {
  const groups = Array.from({ length: count }, () => ({ pairs: 0, digit: 0, sum: 0, both: 0 }));
  digitAnswers.forEach((answer, pair) => {
    const group = groups[groupOf(pair)]!;
    const isDigit = answer === digit.labels[pair];
    const isSum = sumAnswers?.[pair] === sum?.labels[pair];
    group.pairs++;
    group.digit += Number(isDigit);
    group.sum += Number(isSum);
    group.both += Number(isDigit && isSum);
  });
  return groups.map((group) => {
    const part = (right: number) => (group.pairs === 0 ? null : right / group.pairs);
    return {
      pairs: group.pairs,
      digit: part(group.digit),
      ...(sum && { sum: part(group.sum), both: part(group.both) }),
    };
  });
}

function worstMistakes(
  { logProbabilities, labels }: Answers,
  answers: Uint8Array,
  perImage: number,
  count: number,
): Mistake[] {
  const worst = new Map<number, Mistake>();
  answers.forEach((predicted, pair) => {
    if (predicted === labels[pair]) return;
    const index = Math.floor(pair / perImage);
    const row = logProbabilities.subarray(pair * DIGIT_CLASSES, (pair + 1) * DIGIT_CLASSES);
    const probability = Math.exp(row[predicted]!);
    if (probability <= (worst.get(index)?.probability ?? -1)) return;
    worst.set(index, {
      index,
      label: labels[pair]!,
      ...(perImage > 1 && { addend: pair % perImage }),
      predicted,
      probability,
      digitProbabilities: Array.from(row, Math.exp),
    });
  });
  return [...worst.values()].sort((a, b) => b.probability - a.probability || a.index - b.index).slice(0, count);
}
