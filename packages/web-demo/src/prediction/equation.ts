import { indexOfMax } from '@mnist-adder/model/internal';
import type { Answer } from './protocol.js';

/** An answer in short: the most likely digit of each image, and the most likely sum. */
export interface Equation {
  readonly digit: number;
  /** Undefined if nothing was added. */
  readonly addend: number | undefined;
  /** Undefined if nothing was added, or the network only reads digits. */
  readonly sum: number | undefined;
  /** The probability of the sum, or of the digit if there is no sum. */
  readonly certainty: number;
  /** Whether an image does not look like a digit. */
  readonly unusual: boolean;
}

/** Shortens an answer. */
export function equationOf({ image, addend, sum }: Answer): Equation {
  const digit = mostLikely(image.digit);
  const total = sum && mostLikely(sum);
  return {
    digit: digit.index,
    addend: typeof addend === 'object' ? mostLikely(addend.digit).index : addend,
    sum: total?.index,
    certainty: (total ?? digit).probability,
    unusual: image.unusual === true || (typeof addend === 'object' && addend.unusual === true),
  };
}

function mostLikely(probabilities: Float32Array) {
  const index = indexOfMax(probabilities, 0, probabilities.length);
  return { index, probability: probabilities[index]! };
}

/** Whether digit and addend give another sum than the one that the network says. */
export const contradicts = ({ digit, addend, sum }: Equation): boolean =>
  addend !== undefined && sum !== undefined && digit + addend !== sum;

/** A fraction as a percentage: `99 %`. Only 1 is rounded to 100 %. */
export const percent = (fraction: number): string =>
  fraction > 0.99 && fraction < 1
    ? `${(Math.floor(fraction * 1000) / 10).toFixed(1)} %`
    : `${Math.round(100 * fraction)} %`;
