import { checkFields, checkInteger, is } from '../check-arguments.js';
import { below, uniform, xoroshiro128plus } from './xoroshiro.js';

/** A source of random numbers. Every call moves it on. */
export interface RandomStream {
  /** Returns the next 32 bits, 0..2³²−1. The lowest few bits are the weakest: compare the whole number with a threshold. */
  uint32(): number;
  /** Returns a number in [0, 1). It is a multiple of 2⁻²⁴, so a float32 holds it exactly. */
  uniform(): number;
  /** Returns an integer from 0 to `bound` − 1, each equally likely. `bound` is an integer from 1 to 2³². */
  below(bound: number): number;
}

/**
 * The stream of random numbers with a name, which is a seed and a path: `randomStream(seed, 'dropout', step, layer)`. Equal
 * names give equal streams, on every machine. Different names give unrelated streams. So all randomness can be a pure
 * function of its purpose, and no generator state needs to be kept or saved.
 *
 * The generator is xoroshiro128+. Its 128 bits of state are a hash of the name (cyrb128, by bryc, public domain, which
 * mixes with MurmurHash3's constants). The usual seeding takes only 32 bits, and neighbouring seeds then begin alike.
 *
 * @param seed an integer
 * @param path what the numbers are for, as words and integers
 * @throws `ArgumentError` when the seed or a number of the path is not a safe integer.
 */
export function randomStream(seed: number, ...path: readonly (number | string)[]): RandomStream {
  checkInteger('seed', seed, Number.MIN_SAFE_INTEGER);
  for (const [i, part] of path.entries()) {
    if (typeof part !== 'string') checkInteger(`path[${i}]`, part, Number.MIN_SAFE_INTEGER);
  }
  // JSON keeps ['a', 1], ['a', '1'] and ['a1'] apart.
  const next = xoroshiro128plus(hash128(JSON.stringify([seed, ...path])));
  return {
    uint32: () => next() >>> 0,
    uniform: () => uniform(next),
    below: (bound) => below(next, bound),
  };
}

/** 2³²: more numbers do not fit. */
const MAX_PERMUTATION = 2 ** 32;

/** Checks what {@link randomStream} returns. */
export function checkStream(stream: RandomStream): void {
  checkFields('stream', stream, { below: is.function, uniform: is.function, uint32: is.function });
}

/** The integers 0..size−1 in random order, each order equally likely (Fisher–Yates). */
export function permutation(size: number, stream: RandomStream): Uint32Array {
  checkInteger('size', size, 0, MAX_PERMUTATION);
  checkStream(stream);
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
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
