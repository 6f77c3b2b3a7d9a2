import { expect, test } from 'vitest';
import { finishText } from './finish-line.js';

const at = (images: number, digit: number, sum?: number) => ({
  step: images / 100,
  images,
  scores: {
    pairs: 1,
    loss: 0,
    digit: { accuracy: digit, loss: 0 },
    ...(sum !== undefined && { sum: { accuracy: sum, loss: 0 } }),
  },
});

test('the finish line is passed by the first validation that is as good, of sums if there are any', () => {
  expect(finishText([], 97)).toBeUndefined();
  expect(finishText([at(12_000, 0.99, 0.25)], 97)).toBe('72.00 points below the finish line of 97 %.');
  expect(finishText([at(12_000, 0.99, 0.25), at(24_000, 0.99, 0.975), at(36_000, 0.99, 0.96)], 97)).toBe(
    'Finish line of 97 % passed after 24,000 images, with 97.50 %.',
  );
  expect(finishText([at(6_000, 0.97)], 97)).toBe('Finish line of 97 % passed after 6,000 images, with 97.00 %.');
});
