import fc from 'fast-check';
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';

import { below, uniform, xoroshiro128plus } from './xoroshiro.js';

const states = fc.tuple(fc.integer(), fc.integer(), fc.integer(), fc.integer());
const bounds = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 32 }));

test('numbers and their distributions are those of pure-rand, to the bit', () => {
  fc.assert(
    fc.property(states, bounds, (state, bound) => {
      const [ours, theirs] = [xoroshiro128plus(state), xoroshiro128plusFromState(state)];
      for (let i = 0; i < 10; i++) {
        expect(ours()).toBe(theirs.next());
        expect(uniform(ours)).toBe(uniformFloat32(theirs));
        expect(below(ours, bound)).toBe(uniformInt(theirs, 0, bound - 1));
      }
    }),
  );
});
