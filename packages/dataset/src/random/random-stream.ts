import { checkInteger } from '../errors.js';
import { below, uniform } from './distributions.js';
import { xoroshiro128plus } from './xoroshiro.js';

/** A source of random numbers that goes on from where it is with every call. */
export interface RandomStream {
  /** The next 32 bits, 0..2³²−1. The lowest few are the weakest: compare the whole number against a threshold. */
  uint32(): number;
  /** A number in [0, 1), a multiple of 2⁻²⁴: exact as a float32. */
  uniform(): number;
  /** An integer from 0 to `bound` − 1, each equally likely; `bound` is an integer from 1 to 2³². */
  below(bound: number): number;
}

/**
 * The stream of random numbers that a seed and a path name: `randomStream(seed, 'dropout', step, layer)`. Equal names give
 * equal streams, on every machine; different ones give unrelated streams. So whatever is random can be a pure function of
 * what it is for, and no generator's state needs to be kept or saved.
 *
 * The generator is xoroshiro128+. Its 128 bits of state are a hash of the name (cyrb128, by bryc, public
 * domain, which mixes with MurmurHash3's constants): the generator's own seeding takes 32 bits only, and neighbouring seeds
 * begin alike.
 *
 * @param seed an integer
 * @param path what the numbers are for: words and integers
 * @throws `ArgumentError` when the seed or a number of the path is not a safe integer.
 */
export function randomStream(seed: number, ...path: readonly (number | string)[]): RandomStream {
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  for (const part of path) {
    if (typeof part === 'number')
      checkInteger('A number in the path of a random stream', part, Number.MIN_SAFE_INTEGER);
  }
  // As JSON, ['a', 1] and ['a', '1'] and ['a1'] stay apart.
  const next = xoroshiro128plus(hash128(JSON.stringify([seed, ...path])));
  return {
    uint32: () => next() >>> 0,
    uniform: () => uniform(next),
    below: (bound) => below(next, bound),
  };
}

function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ unit, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ unit, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ unit, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ unit, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  const all = h1 ^ h2 ^ h3 ^ h4;
  return [all, h2 ^ all, h3 ^ all, h4 ^ all];
}
