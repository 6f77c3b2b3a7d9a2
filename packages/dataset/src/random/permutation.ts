import type { RandomStream } from './random-stream.js';

/** The integers 0..size−1 in random order, each order equally likely (Fisher–Yates). */
export function permutation(size: number, stream: RandomStream): Uint32Array {
  const order = Uint32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
}
