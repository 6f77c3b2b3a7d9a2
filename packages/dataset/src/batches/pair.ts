import { checkInteger, checkOptions, is } from '../check-arguments.js';
import { ArgumentError } from '../errors.js';
import { ADDEND_CLASSES } from '../constants.js';
import { checkDigitSet, type DigitSet } from '../digits/digit-set.js';
import { randomStream } from '../random/random-stream.js';

/** A way to give images their addends. `PAIRINGS` lists them all. */
export type Pairing = (typeof PAIRINGS)[number];

/**
 * The ways to give images their addends:
 *
 * - `none`: images alone, for networks that only read digits;
 * - `fixed`: one addend per image, drawn once;
 * - `fresh`: one addend per image, drawn again in each epoch;
 * - `all`: every addend with every image.
 */
export const PAIRINGS = ['none', 'fixed', 'fresh', 'all'] as const;

/** Number of addends per image: 10 with the pairing `all`, 0 with `none`, otherwise 1. */
export type AddendsPerImage = 0 | 1 | 10;

/** How images are paired with addends. */
export interface PairOptions {
  /** The way to give images their addends. */
  readonly pairing: Pairing;
  /** Seed of the drawn addends. `none` and `all` draw nothing. Default: 0. */
  readonly seed?: number | undefined;
}

/** Images of digits, and the numbers that are added to each. */
export interface PairSet {
  /** The images and their labels. */
  readonly digits: DigitSet;
  /** The way in which images got their addends. */
  readonly pairing: Pairing;
  /** Number of addends per image. */
  readonly addendsPerImage: AddendsPerImage;
  /**
   * Returns the addends of an epoch, [digits.size × addendsPerImage], image after image, each 0..9. With `all`, each image has
   * 0, 1, …, 9. Do not change the array: other calls may return the same one.
   *
   * @param epoch an integer from 0
   * @throws `ArgumentError` when there is no such epoch.
   */
  addends(epoch: number): Uint8Array;
}

/**
 * Pairs each image with the numbers to add to it. The addends are a pure function of (seed, epoch).
 *
 * @throws `ArgumentError` for an unknown pairing, or a seed that is not an integer. `DatasetError` when the set is not one.
 */
export function pair(digits: DigitSet, options: PairOptions): PairSet {
  checkOptions('options', options, { pairing: is.oneOf(...PAIRINGS), seed: is.optional(is.integer()) });
  const { pairing, seed = 0 } = options;
  const set = checkDigitSet('digits', digits);
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  const drawAddends = addendsOf(set.size, pairing, seed);
  return {
    digits: set,
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
      return memoizeEpoch((epoch) => draw(size, seed, 'addends', epoch));
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

/** Remembers the last result of a pure function of the epoch, since all batches of an epoch ask for the same one. */
export function memoizeEpoch<T>(compute: (epoch: number) => T): (epoch: number) => T {
  let last: { epoch: number; value: T } | undefined;
  return (epoch) => {
    if (last?.epoch !== epoch) last = { epoch, value: compute(epoch) };
    return last.value;
  };
}
