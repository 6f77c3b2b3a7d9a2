import { indexOfMax } from '@mnist-adder/model';
import type { Answer } from '../prediction/protocol.js';

/** What an answer says: the likeliest digit of each image, and the likeliest sum. */
export interface Equation {
  readonly digit: number;
  readonly addend: number;
  /** Undefined of a network that reads digits only. */
  readonly sum: number | undefined;
  /** The probability of the last of them. */
  readonly certainty: number;
}

/** @param addend the number that is added, where it is one. */
export function likeliest({ image, addend: second, sum }: Answer, addend: number): Equation {
  const digit = largest(image.digit);
  const added = second === undefined ? addend : largest(second.digit).index;
  if (sum === undefined) return { digit: digit.index, addend: added, sum: undefined, certainty: digit.value };
  const total = largest(sum);
  return { digit: digit.index, addend: added, sum: total.index, certainty: total.value };
}

function largest(values: Float32Array) {
  const index = indexOfMax(values, 0, values.length);
  return { index, value: values[index]! };
}

/** `99 %`; no more certain than it is. */
export const percent = (fraction: number): string =>
  fraction > 0.99 && fraction < 1
    ? `${(Math.floor(fraction * 1000) / 10).toFixed(1)} %`
    : `${Math.round(100 * fraction)} %`;
