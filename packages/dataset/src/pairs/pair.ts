import { ArgumentError, checkInteger } from '../errors.js';
import { ADDEND_CLASSES } from '../constants.js';
import type { DigitSet } from '../digits/digit-set.js';
import { memoizeLast } from '../random/memoize-last.js';
import { randomStream } from '../random/random-stream.js';

/** The ways of giving an image its addend: `PAIRINGS` lists them. */
export type Pairing = (typeof PAIRINGS)[number];

/**
 * - `none`: images alone, for networks that read digits only;
 * - `fixed`: one addend an image, drawn once;
 * - `fresh`: one addend an image, drawn anew each epoch;
 * - `all`: every addend with every image.
 */
export const PAIRINGS = ['none', 'fixed', 'fresh', 'all'] as const;

/** 10 with the pairing `all`, none with `none`, otherwise 1. */
export type AddendsPerImage = 0 | 1 | 10;

export interface PairOptions {
  readonly pairing: Pairing;
  /** Which addends are drawn, where any are. Default: 0. */
  readonly seed?: number | undefined;
}

/** Images of digits, and which numbers are added to each. */
export interface PairSet {
  readonly digits: DigitSet;
  readonly pairing: Pairing;
  readonly addendsPerImage: AddendsPerImage;
  /**
   * `[digits.size × addendsPerImage]`: the addends of an epoch (0, 1, …), image after image, each 0..9; with `all`, 0, 1, …, 9
   * for each image. To read only: the array may serve other calls.
   *
   * @throws `ArgumentError` when the epoch is not an integer of at least 0.
   */
  addends(epoch: number): Uint8Array;
}

/**
 * Pairs each image with the numbers to add. The addends are a pure function of (seed, epoch).
 *
 * @throws `ArgumentError` for an unknown pairing or a seed that is no integer.
 */
export function pair(digits: DigitSet, { pairing, seed = 0 }: PairOptions): PairSet {
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  const drawAddends = addendsOf(digits.size, pairing, seed);
  return {
    digits,
    pairing,
    addendsPerImage: ADDENDS_PER_IMAGE[pairing],
    addends(epoch) {
      checkInteger('epoch', epoch, 0);
      return drawAddends(epoch);
    },
  };
}

const ADDENDS_PER_IMAGE = { none: 0, fixed: 1, fresh: 1, all: ADDEND_CLASSES } as const;

function addendsOf(size: number, pairing: Pairing, seed: number): (epoch: number) => Uint8Array {
  switch (pairing) {
    case 'none': {
      const addends = new Uint8Array();
      return () => addends;
    }
    case 'fixed': {
      const addends = draw(size, seed, 'addends');
      return () => addends;
    }
    case 'fresh':
      return memoizeLast((epoch) => draw(size, seed, 'addends', epoch));
    case 'all': {
      const addends = Uint8Array.from({ length: size * ADDEND_CLASSES }, (_, index) => index % ADDEND_CLASSES);
      return () => addends;
    }
    default:
      throw new ArgumentError('pairing', `one of ${PAIRINGS.join(', ')}`, pairing);
  }
}

function draw(size: number, seed: number, ...path: readonly (number | string)[]): Uint8Array {
  const stream = randomStream(seed, ...path);
  const addends = new Uint8Array(size);
  for (let index = 0; index < size; index++) addends[index] = stream.below(ADDEND_CLASSES);
  return addends;
}
