import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairedPermutationTest } from './paired-permutation-test.js';

test('of right and wrong it is McNemar’s exact test', () => {
  // scipy.stats.binomtest(3, 15).pvalue
  const differences = [...Array<number>(12).fill(1), ...Array<number>(3).fill(-1), ...Array<number>(50).fill(0)];
  expect(pairedPermutationTest(differences)).toBeCloseTo(0.03515625, 12);
});

test('what cannot differ is chance', () => {
  expect(pairedPermutationTest([])).toBe(1);
  expect(pairedPermutationTest([0, 0])).toBe(1);
  expect(pairedPermutationTest([5, -5])).toBe(1);
});

test('it is what trying out all signs gives, whichever way round', () => {
  const trying = (differences: number[]) => {
    const found = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
    let beyond = 0;
    for (let signs = 0; signs < 2 ** differences.length; signs++) {
      const sum = differences.reduce(
        (total, difference, i) => total + ((signs >> i) & 1 ? difference : -difference),
        0,
      );
      if (Math.abs(sum) >= found) beyond++;
    }
    return beyond / 2 ** differences.length;
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { maxLength: 10 }), (differences) => {
      const pValue = pairedPermutationTest(differences);
      expect(pValue).toBeCloseTo(trying(differences), 12);
      expect(pairedPermutationTest(differences.map((difference) => -difference))).toBeCloseTo(pValue, 12);
    }),
  );
});

test('thousands of differences', () => {
  const differences = Array.from({ length: 9000 }, (_, i) => (i % 10 === 0 ? -1 : 1) * (1 + (i % 3)));
  expect(pairedPermutationTest(differences)).toBeLessThan(1e-12);
});
