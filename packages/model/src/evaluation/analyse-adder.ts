import { ADDEND_CLASSES, DIGIT_CLASSES, IMAGE_PIXELS, SUM_CLASSES, type DigitSet } from '@mnist-adder/dataset';
import { indexOfMax } from '../prediction/index-of-max.js';
import { calibrate, type Calibration } from './calibration.js';
import { evaluateAdder, type EvaluateAdderOptions, type Evaluation } from './evaluate-adder.js';
import type { PredictEvery } from './predict-every.js';
import { fitTemperature, type Answers } from './temperature.js';

/** Of each output, the temperature that its logits are divided by. */
export interface Temperatures {
  readonly digit: number;
  readonly sum?: number;
}

/** One output over all pairs. */
export interface OutputAnalysis {
  /** Pairs by label (row) and answer (column): 10 × 10 for digits, 19 × 19 for sums. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: Calibration;
  /** At the temperature that was fitted; left out where none was given. */
  readonly scaled?: Calibration;
}

/** The parts of some pairs, 0..1, that are right; null where there are none. */
export interface GroupAccuracy {
  readonly pairs: number;
  readonly digit: number | null;
  readonly sum?: number | null;
  readonly both?: number | null;
}

/** An image that was taken for another digit. */
export interface Mistake {
  /** Of the image in its set. */
  readonly index: number;
  readonly label: number;
  /** With which the model was most confident; left out where it reads digits only. */
  readonly addend?: number;
  readonly predicted: number;
  /** Of the digit that was predicted, 0..1. */
  readonly probability: number;
  /** Of the ten digits. */
  readonly digitProbabilities: readonly number[];
}

/** How a model does over a set, and where it errs: plain JSON. */
export interface Analysis {
  readonly evaluation: Evaluation;
  readonly digit: OutputAnalysis;
  readonly sum?: OutputAnalysis;
  /** By the digit that the image shows. */
  readonly byDigit: readonly GroupAccuracy[];
  readonly byAddend?: readonly GroupAccuracy[];
  /** The most confident first, each image once. */
  readonly mistakes: readonly Mistake[];
}

export interface AnalyseAdderOptions extends EvaluateAdderOptions {
  /** From `fitTemperatures` on the validation set. */
  readonly temperatures?: Temperatures;
  /** How many mistakes are kept. Default: 24. */
  readonly mistakes?: number;
}

/**
 * Does what `evaluateAdder` does and, of the same single pass, tells where the model errs and how far its confidence holds.
 *
 * @throws `ArgumentError` unless the batch size is a positive integer.
 */
export async function analyseAdder(
  predictEvery: PredictEvery,
  digits: DigitSet,
  { temperatures, mistakes = 24, ...options }: AnalyseAdderOptions = {},
): Promise<Analysis> {
  const { evaluation, digit, sum } = await collectAnswers(predictEvery, digits, options);
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

/** So many images, with every addend each, are enough for one number; 12,000 would take a second and 14 MB. */
const TEMPERATURE_IMAGES = 4000;

/**
 * Fits a temperature to each output, on a set that neither trained nor tests the model: the first 4,000 images of the validation
 * set.
 */
export async function fitTemperatures(
  predictEvery: PredictEvery,
  digits: DigitSet,
  options: EvaluateAdderOptions = {},
): Promise<Temperatures> {
  const size = Math.min(TEMPERATURE_IMAGES, digits.size);
  const first = {
    images: digits.images.subarray(0, size * IMAGE_PIXELS),
    labels: digits.labels.subarray(0, size),
    size,
  };
  const { digit, sum } = await collectAnswers(predictEvery, first, options);
  return { digit: fitTemperature(digit), ...(sum && { sum: fitTemperature(sum) }) };
}

/** Evaluates, and keeps what was predicted: 1,160 bytes an image. */
async function collectAnswers(
  predictEvery: PredictEvery,
  digits: DigitSet,
  options: EvaluateAdderOptions,
): Promise<{ evaluation: Evaluation; digit: Answers; sum?: Answers }> {
  let digit = new Float32Array(0);
  let sum: Float32Array | undefined;
  let done = 0;
  const evaluation = await evaluateAdder(
    async (images, size) => {
      const predicted = await predictEvery(images, size);
      if (done === 0) {
        digit = new Float32Array((digits.size * predicted.digit.length) / size);
        sum = predicted.sum && new Float32Array((digits.size * predicted.sum.length) / size);
      }
      // Copies: a predictor may answer with views that its next answer overwrites.
      digit.set(predicted.digit, (done * predicted.digit.length) / size);
      if (predicted.sum) sum?.set(predicted.sum, (done * predicted.sum.length) / size);
      done += images.length / IMAGE_PIXELS;
      return predicted;
    },
    digits,
    options,
  );
  const perImage = sum ? ADDEND_CLASSES : 1;
  const labels = Uint8Array.from(
    { length: digits.size * perImage },
    (_, pair) => digits.labels[Math.floor(pair / perImage)]!,
  );
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

/** The likeliest class of each. */
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
      ...{ index, label: labels[pair]!, predicted, probability, digitProbabilities: Array.from(row, Math.exp) },
      ...(perImage > 1 && { addend: pair % perImage }),
    });
  });
  return [...worst.values()].sort((a, b) => b.probability - a.probability || a.index - b.index).slice(0, count);
}
